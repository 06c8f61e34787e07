/** The route that each arrangement of the demo world calls for beyond its papers, stage by stage; `*` marks what its flows cannot run without. */
export const EXPECTED_ROUTES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'oldham-gp-pilot': [['officer-advises--Y9OLD'], ['parties-sign']],
  wsdp: [
    ['officer-advises--Y9TWR', 'owner-checks-counts--Y9TWR'],
    ['siro-accepts-risk--Y9TWR*', 'practices-consulted'],
    ['local-group-agrees*', 'guardian-recommends--Y9TWR*'],
    ['section-251-support*'], ['births-and-deaths-agreed*'], ['advice-on-national-data'], ['national-data-approved*'], ['parties-sign'],
  ],
  'oldham-neighbourhood': [['officer-advises--Y9GMI', 'owner-checks-counts--Y9GMI'], ['commissioner-agrees-counts'], ['parties-sign']],
  'kent-integrated-dataset': [
    ['officer-advises--Y9KNT', 'owner-checks-counts--Y9KNT'],
    ['siro-accepts-risk--Y9KNT*', 'practices-consulted'],
    ['local-group-agrees*', 'guardian-recommends--Y9KNT*'],
    ['section-251-support*'], ['parties-sign'],
  ],
  'cambridgeshire-framework': [
    ['officer-advises--Y9CVS', 'officer-advises--Y9CPF', 'officer-advises--Y9CAM', 'officer-advises--Y9CUH', 'owner-checks-counts--Y9CPF'],
    ['framework-group-agrees'], ['parties-sign'],
  ],
  'age-uk-loneliness': [['owner-checks-counts--X9ELS', 'owner-checks-counts--X9ONS', 'owner-checks-counts--X9AGE'], ['parties-sign']],
  'fuel-poverty': [['officer-advises--X9ENZ', 'officer-advises--Y9LAN', 'officer-advises--Y9HRT'], ['parties-sign']],
  'gp-deprivation-funding': [['owner-checks-counts--Y9ELP'], ['parties-sign']],
  'justice-data-lab': [
    ['officer-advises--X9MOJ', 'owner-checks-counts--X9MOJ'],
    ['criminal-data-condition--Y9SSM*', 'siro-weighs-public-interest--Y9SSM*', 'siro-accepts-risk--X9MOJ*'], ['parties-sign'],
  ],
  'bristol-homeless': [
    ['officer-advises--Y9BHH', 'officer-advises--Y9BMH', 'officer-advises--Y9SWA'], ['criminal-data-condition--Y9BRC*', 'criminal-data-condition--Y9BHH*'], ['parties-sign'],
  ],
  'routes-from-diagnosis': [
    ['officer-advises--X9MAC', 'owner-checks-counts--X9MAC'], ['siro-accepts-risk--X9MAC*'], ['advice-on-national-data'], ['national-data-approved*'], ['parties-sign'],
  ],
  'braunstone-blues': [
    ['officer-advises--Y9LFR', 'officer-advises--Y9LCC', 'officer-advises--Y9LPT', 'owner-checks-counts--Y9LFR'],
    ['criminal-data-condition--Y9LPO*', 'guardian-weighs-public-interest--Y9EMA*', 'siro-weighs-public-interest--Y9LPO*', 'siro-accepts-risk--Y9LFR*'],
    ['local-group-agrees*'], ['parties-sign'],
  ],
  'east-north-herts': [
    ['officer-advises--Y9HWE', 'officer-advises--Y9HGP', 'owner-checks-counts--Y9HWE'], ['siro-accepts-risk--Y9HWE*', 'practices-consulted'], ['local-group-agrees*'], ['parties-sign'],
  ],
  'empty-homes': [['officer-advises--Y9PRE', 'officer-advises--Y9LAC'], ['parties-sign']],
  'housing-regeneration-sail': [
    ['officer-advises--Y9CMC', 'officer-advises--Y9SWU', 'owner-checks-counts--Y9SWU'], ['siro-accepts-risk--Y9SWU*'], ['sail-panel-approves*'], ['parties-sign'],
  ],
  'istv-hackney': [
    ['officer-advises--Y9HAC', 'owner-checks-counts--Y9HAC'], ['owner-tests-anonymity--Y9HOM*'], ['siro-accepts-risk--Y9HAC*'], ['local-group-agrees*'], ['parties-sign'],
  ],
  'troubled-families-matching': [
    ['officer-advises--Y9MBS', 'officer-advises--Y9MPF', 'officer-advises--Y9STF'],
    [
      'guardian-weighs-public-interest--Y9STF*', 'guardian-weighs-public-interest--Y9MBS*', 'guardian-weighs-public-interest--Y9MPF*',
      'siro-accepts-risk--Y9MBS*', 'siro-accepts-risk--Y9MPF*', 'siro-accepts-risk--Y9STF*', 'practices-consulted',
    ],
    ['local-group-agrees*'], ['parties-sign'],
  ],
}
