import type { Random } from './random.ts'

/** Invented people's names: given names by birth decade and sex, surnames by tradition, commonest first. */
export type Sex = 'female' | 'male'

export type NameTradition =
  | 'british'
  | 'pakistani'
  | 'bangladeshi'
  | 'polish'
  | 'irish'
  | 'west-african'
  | 'ukrainian'

const list = (text: string): readonly string[] => text.split(',').map((name) => name.trim())

interface NameBand {
  /** The first birth year of the band; it runs to the next band's. */
  readonly from: number
  readonly female: readonly string[]
  readonly male: readonly string[]
}

const band = (from: number, female: string, male: string): NameBand => ({
  from,
  female: list(female),
  male: list(male),
})

const GIVEN_NAMES: Record<NameTradition, readonly NameBand[]> = {
  british: [
    band(1900, 'Mary, Doris, Edith, Hilda, Elsie, Vera, Nellie, Annie, Florence, Winifred, Irene, Marjorie',
      'William, John, George, Harold, Albert, Frank, Ernest, Walter, Stanley, Leonard, Wilfred, Herbert'),
    band(1930, 'Jean, Joan, Sheila, Dorothy, Margaret, Audrey, Brenda, Beryl, Mavis, Barbara, Freda, Norma, Eileen',
      'Ronald, Kenneth, Derek, Dennis, Roy, Gordon, Raymond, Donald, Jack, Norman, Geoffrey, Cyril, Eric'),
    band(1940, 'Patricia, Maureen, Christine, Pauline, Kathleen, Sandra, Valerie, Marlene, Glenys, Judith, Carole, Ann',
      'Brian, Alan, Michael, Peter, Terence, Keith, Barry, Malcolm, Trevor, Colin, Roger, Clifford'),
    band(1950, 'Susan, Linda, Lesley, Janet, Gillian, Denise, Hilary, Lynne, Elaine, Carol, Jacqueline, Yvonne',
      'Stephen, Philip, Graham, Ian, Neil, Geoffrey, Nigel, Robert, Leslie, Melvyn, Clive, Howard'),
    band(1960, 'Julie, Karen, Deborah, Tracey, Beverley, Alison, Diane, Jo-Anne, Mandy, Sharon, Lorraine, Dawn',
      'David, Paul, Mark, Andrew, Kevin, Gary, Steven, Tony, Martin, Carl, Simon, Shaun'),
    band(1970, 'Nicola, Michelle, Lisa, Joanne, Samantha, Claire, Anne-Marie, Tracy, Mandy, Donna, Rachel, Kerry',
      'Jason, Lee, Darren, Wayne, Dean, Craig, Stuart, Gareth, Adrian, Richard, Damian, Jonathan'),
    band(1980, 'Gemma, Kelly, Laura, Stacey, Natalie, Leanne, Vicky, Hayley, Lindsay, Cheryl, Zoë, Danielle',
      'Christopher, Matthew, Adam, Daniel, Ryan, Anthony, Scott, Benjamin, Liam, Karl, Gavin, Ashley'),
    band(1990, 'Jessica, Chelsea, Bethany, Amy, Rebecca, Lauren, Jade, Shannon, Hannah, Chloë, Paige, Megan',
      'Jordan, Joshua, Kyle, Connor, Luke, Thomas, Nathan, Callum, Jack, Bradley, Reece, Kieran'),
    band(2000, 'Ellie, Caitlin, Courtney, Abigail, Ellie-Mae, Holly, Molly, Lucy, Mia, Georgia, Niamh, Demi-Leigh',
      'Lewis, Cameron, Harrison, Owen, Dylan, Ethan, Ben, Alfie, Tyler, Riley, Kian, Brandon'),
    band(2010, 'Amelia, Isla, Poppy, Evie, Lily-Rose, Ava, Freya, Scarlett, Gracie-Mae, Erin, Layla, Maisie',
      'Oliver, Jacob, Noah, Mason, Logan, Tommy-Lee, Finley, Archie, Theo, Jenson, Alfie, Leo'),
    band(2020, 'Olivia, Ivy, Willow, Florence, Elsie, Isla-Rae, Mabel, Aria, Maeve, Harper, Penelope, Orla',
      'Arthur, Luca, Theodore, Freddie, Albie, Oakley, Rory, Reggie, Jude, Ronnie, Hudson, Teddy-James'),
  ],
  pakistani: [
    band(1900, 'Zubaida, Rashida, Fazal, Sughra, Hameeda, Nasim, Sardar, Zainab, Khurshid, Maqsooda, Resham, Zohra',
      'Mohammed, Ghulam, Fazal, Abdul, Karamat, Sher, Nazir, Raja, Bashir, Lal, Manzoor, Allah-Ditta'),
    band(1955, 'Nasreen, Parveen, Shaheen, Yasmin, Naseem, Rukhsana, Tahira, Shamim, Fozia, Zahida, Robina, Tasneem',
      'Mohammed, Tariq, Khalid, Pervaiz, Javaid, Zafar, Shabir, Arshad, Liaqat, Mahboob, Tanveer, Ishtiaq'),
    band(1975, 'Shazia, Saima, Nazia, Samina, Uzma, Farzana, Sadia, Aisha, Noreen, Sumera, Tabassum, Asma',
      'Mohammed, Nadeem, Adnan, Kashif, Wasim, Waheed, Faisal, Asif, Qasim, Sohail, Zeeshan, Haroon'),
    band(1995, 'Aleena, Iqra, Maryam, Hafsa, Zara, Anisa, Noor-ul-Ain, Laiba, Aaliyah, Safa, Eshaal, Hiba, Minahil',
      'Muhammad, Hamza, Zayn, Hassan, Umar, Ibrahim, Yusuf, Haris, Zakariya, Ayaan, Rayyan, Musa, Abdul-Rahman'),
  ],
  bangladeshi: [
    band(1900, 'Amina, Rabeya, Jahanara, Hawarun, Sufia, Anowara, Mayarun, Rahima, Golapjan, Syeda, Angura, Kulsuma',
      'Abdul, Mohammed, Surab, Haji, Tahir, Moktar, Syed, Motin, Arfan, Ala, Nurul, Rois'),
    band(1955, 'Shahena, Rehana, Monowara, Hasna, Rina, Shirin, Fatema, Dilara, Lutfa, Nazma, Ruksana, Parul',
      'Shofiqul, Abdul, Anwar, Faruk, Kamal, Shah, Mizanur, Rafiqul, Jamal, Mohammed, Badrul, Shamsul'),
    band(1975, 'Nasima, Shelina, Rumana, Sultana, Taslima, Jasmin, Salma, Farhana, Rahela, Shuhena, Monira, Lipi',
      'Mohammed, Jubair, Rezaul, Shamim, Aminul, Saiful, Delwar, Habibur, Kobir, Ruhel, Shuhel, Liton'),
    band(1995, 'Tahmina, Nusrat, Sumaiya, Mahima, Raisa, Ayesha, Anika, Inaya, Safiyya, Tasnia, Maliha, Fariha',
      'Muhammad, Tanvir, Yahya, Ismail, Adam, Rahim, Zubair, Mahdi, Taseen, Ridwan, Isa, Naeem'),
  ],
  polish: [
    band(1900, 'Jadwiga, Stanisława, Genowefa, Władysława, Helena, Bronisława, Zofia, Leokadia',
      'Stanisław, Kazimierz, Zygmunt, Bolesław, Józef, Mieczysław, Tadeusz, Czesław'),
    band(1950, 'Grażyna, Bożena, Małgorzata, Elżbieta, Danuta, Iwona, Beata, Wiesława',
      'Zbigniew, Krzysztof, Dariusz, Wiesław, Sławomir, Jarosław, Mirosław, Grzegorz'),
    band(1978, 'Agnieszka, Magdalena, Katarzyna, Joanna, Aneta, Ewelina, Sylwia, Paulina, Żaneta',
      'Paweł, Marcin, Łukasz, Michał, Tomasz, Rafał, Przemysław, Bartosz, Kamil'),
    band(2000, 'Zuzanna, Julia, Maja, Lena, Oliwia, Nadia, Natalia, Hania, Wiktoria',
      'Jakub, Szymon, Kacper, Filip, Antoni, Oskar, Mikołaj, Aleksander, Błażej'),
  ],
  irish: [
    band(1900, 'Bridget, Nora, Kathleen, Philomena, Josephine, Teresa, Agnes, Bernadette',
      'Patrick, Michael, Thomas, Cornelius, Martin, Dermot, Bernard, Vincent'),
    band(1950, 'Geraldine, Sinéad, Marie, Noreen, Deirdre, Breda, Siobhán, Mary-Ellen, Anne',
      'Declan, Brendan, Séamus, Gerard, Kevin, Eamonn, Desmond, Fergus, Joseph'),
    band(1985, 'Aoife, Ciara, Gráinne, Róisín, Orlaith, Niamh, Clodagh, Éabha, Shauna',
      'Cillian, Oisín, Conor, Pádraig, Darragh, Ciarán, Fionn, Eoin, Tadhg'),
  ],
  'west-african': [
    band(1900, 'Comfort, Grace, Victoria, Esther, Beatrice, Mercy, Abena, Folake, Agnes, Charity',
      'Emmanuel, Samuel, Joseph, Kwame, Babatunde, Isaac, Chukwuma, Kofi, Solomon, Augustine'),
    band(1970, 'Blessing, Patience, Ngozi, Adwoa, Titilayo, Efua, Yetunde, Adaeze, Fatoumata, Akosua, Bukola',
      'Chinedu, Kwabena, Olumide, Yaw, Ikenna, Kojo, Ousmane, Tunde, Festus, Godwin, Adewale'),
    band(2000, 'Chidinma, Precious, Ama, Temiloluwa, Zainab, Nana-Ama, Favour, Ifeoma, Oluwaseun, Serwaa',
      'Ayodele, Nathaniel, Kwaku, Obinna, Toluwani, Joel, Mamadou, Daniel, Kamsi, Ebenezer'),
  ],
  ukrainian: [
    band(1900, 'Olha, Mariya, Kateryna, Stefaniya, Anna, Paraskeva, Yevdokiya, Hanna',
      'Ivan, Mykola, Petro, Vasyl, Stepan, Bohdan, Dmytro, Wasyl'),
    band(1960, 'Oksana, Svitlana, Tetiana, Nataliia, Iryna, Larysa, Halyna, Liudmyla',
      'Serhii, Yurii, Oleh, Ihor, Vitalii, Ruslan, Taras, Viacheslav'),
    band(1985, 'Daryna, Yuliia, Solomiia, Anastasiia, Zlata, Kira, Sofiia, Bohdana',
      'Maksym, Artem, Danylo, Nazar, Bohdan, Matvii, Tymofii, Ostap'),
  ],
}

const SURNAMES: Record<NameTradition, readonly string[]> = {
  british: list(
    'Taylor, Schofield, Smith, Ashworth, Buckley, Jones, Butterworth, Wood, Whitehead, Kershaw, Ogden, Mills, Hilton, ' +
      'Lees, Shaw, Clegg, Wilson, Mellor, Wrigley, Brown, Greenwood, Holt, Robinson, Newton, Hall, Crompton, Heywood, ' +
      'Fielding, Garside, Bardsley, Walker, Marsden, Fitton, Jackson, Winterbottom, Broadbent, Stott, Dawson, Beswick, ' +
      'Lomas, Tetlow, Thompson, Platt, Halliwell, Whittaker, Kenworthy, Rothwell, Wolstenholme, Hibbert, Entwistle, ' +
      'Turner, Haigh, Ramsden, Travis, Chadwick, Harrison, Bennett, Hargreaves, Wild, Dunkerley, Tattersall, Cooper, ' +
      'Turnbull, Eckersley, Lord, Standring, Howarth, Leach, Jolley, Pilling, Gartside, Rigby, Warburton, Crossley, ' +
      'Openshaw, Shepherd, Brierley, Cheetham, Nield, Ridgway, Saxon, Swindells, Partington, Ogilvie, Hulme, Mather, ' +
      'Hollingworth, Bradbury, Stansfield, Pogson, Quarmby, Lightowler, Birtwistle, Smith-Hartley, Cartledge, Sugden, ' +
      'Farrand, Woolley, Dransfield, Prestwich, Chorlton, Lumb, Hinchliffe, Tweedale, Rushworth, Holden-Pratt, Mottram',
  ),
  pakistani: list(
    'Hussain, Khan, Ahmed, Mahmood, Akhtar, Ali, Iqbal, Malik, Shah, Rafiq, Aslam, Bashir, Younis, Zaman, Qureshi, ' +
      'Saleem, Chaudhry, Yaqoob, Nawaz, Arshad, Mirza, Rashid, Sadiq, Ilyas, Butt, Ashraf, Latif, Riaz, Yousaf, Munir',
  ),
  bangladeshi: list(
    'Miah, Uddin, Ali, Rahman, Islam, Ahmed, Chowdhury, Hoque, Khan, Hussain, Alam, Choudhury, Mannan, Talukder, ' +
      'Kabir, Sarkar, Haque, Quddus, Matin, Laskar',
  ),
  polish: list(
    'Nowicki, Wiśniewski, Wójcik, Kamiński, Zieliński, Dąbrowski, Mazurek, Jabłoński, Gołąb, Pawłowski, Krawczyk, ' +
      'Piątek, Głowacki, Żak, Świątek-Bąk, Łuczak, Szczepański, Źrebiec, Kędzior, Leśniak',
  ),
  irish: list(
    "O'Brien, Kelly, Murphy, O'Connor, Gallagher, Walsh, McGrath, Doherty, Brennan, O'Malley, Quinn, McNulty, Keane, " +
      "Ó Briain, Fahy, O'Dowd, Mulligan, McGinty, Lavelle, Heneghan",
  ),
  'west-african': list(
    'Mensah, Okafor, Owusu, Adeyemi, Boateng, Eze, Asante, Okonkwo, Appiah, Balogun, Osei, Nwosu, Diallo, Ogunleye, ' +
      'Amponsah, Jallow, Ceesay, Traoré, Oyelaran, Sarpong, Koné, Ibekwe',
  ),
  ukrainian: list(
    'Kovalenko, Melnyk, Bondarenko, Tkachuk, Kravets, Lysenko, Romaniuk, Hrytsenko, Danylchuk, Kovalskyi, Savchuk, ' +
      'Zakharchenko, Palamar, Vasylenko, Dovhan',
  ),
}

/** Surnames by which many women of South Asian families are registered, unlike their husbands'. */
const WOMENS_SURNAMES: Partial<Record<NameTradition, readonly string[]>> = {
  pakistani: list('Begum, Bibi, Akhtar, Kausar, Parveen, Bi, Jan'),
  bangladeshi: list('Begum, Khatun, Bibi, Khanom, Sultana, Akther'),
}

/** Well-known people whose names the lists above could otherwise make. */
const LEFT_OUT: ReadonlySet<string> = new Set(list(
  'Elizabeth Taylor, Graham Taylor, Dennis Taylor, Roger Taylor, Steve Taylor, Mark Taylor, Ann Taylor, ' +
    'Adam Smith, Paul Smith, Alan Smith, Zoë Smith, Jack Smith, Linda Smith, Cyril Smith, Sheila Smith, Ian Smith, ' +
    'Jack Jones, Howard Jones, Alan Jones, Vera Jones, Norma Jones, Gethin Jones, Stephen Jones, Ann Jones, Jason Jones, ' +
    'Harold Wilson, Brian Wilson, Jacqueline Wilson, Robert Wilson, Dennis Wilson, Carl Wilson, Owen Wilson, ' +
    'Gordon Brown, James Brown, Ian Brown, Craig Brown, Chris Brown, George Brown, Mark Hall, Jerry Hall, Stuart Hall, ' +
    'Sandra Wood, Keith Wood, Ronnie Wood, Leon Wood, Robert Shaw, Sandie Shaw, Luke Shaw, Martin Shaw, Gary Wood, ' +
    'Anne Robinson, Tony Robinson, Jackie Robinson, Andrew Robinson, Michael Jackson, Gordon Jackson, Colin Jackson, ' +
    'Samuel Jackson, Leon Jackson, Janet Jackson, Glenda Jackson, Roy Walker, Kyle Walker, Paul Walker, Ian Walker, ' +
    'Daley Thompson, Jeff Thompson, Alan Turner, Kathleen Turner, Tina Turner, Anthea Turner, William Turner, ' +
    'Tommy Cooper, Henry Cooper, Alice Cooper, Gary Cooper, Dominic Cooper, George Harrison, Tony Harrison, ' +
    'Alan Bennett, Arnold Bennett, Elsie Bennett, Simon Clegg, Nick Clegg, Les Dawson, Roy Kershaw, Liz Kershaw, ' +
    'Andy Kershaw, Nikki Kershaw, Roy Hilton, Paris Hilton, James Hilton, Paul Hilton, Juliet Mills, John Mills, ' +
    'Hayley Mills, Danny Mills, Scott Mills, Heather Mills, Helen Newton, Isaac Newton, Thandie Newton, Henry Fielding, ' +
    'Helen Fielding, Yvette Fielding, Jack Ashworth, Dickie Ashworth, Jon Ashworth, Jonathan Ashworth, Fern Buckley, ' +
    'Jeff Buckley, Tim Buckley, William Buckley, Paul Whitehead, Alfred Whitehead, Alison Hargreaves, Owen Hargreaves, ' +
    'Roger Hargreaves, Adam Hargreaves, Oscar Wild, Jonny Wild, Harold Platt, David Platt, Geri Halliwell, ' +
    'Leslie Halliwell, Malcolm Bradbury, Ray Bradbury, Julia Bradbury, Jodie Whittaker, Roger Whittaker, Robert Lees, ' +
    'Andrew Lees, Peter Lord, Michael Wood, Victoria Wood, Roy Chadwick, Paul Chadwick, Edwin Chadwick, James Chadwick, ' +
    'Lynne Chadwick, Justin Chadwick, William Crompton, Samuel Crompton, Richmal Crompton, Alan Hinchliffe, ' +
    'Simon Shepherd, Jack Shepherd, Alan Shepherd, Kenneth Wolstenholme, Nicola Shaw, Anne Heywood, ' +
    'Imran Khan, Amir Khan, Sadiq Khan, Asif Khan, Nazir Ahmed, Tariq Ali, Mohammed Ali, Muhammad Ali, Zafar Ali, ' +
    'Asif Iqbal, Zayn Malik, Art Malik, Khalid Mahmood, Khalid Malik, Ayub Khan, Shaheen Shah, Nasser Hussain, ' +
    'Tariq Mahmood, Wasim Bashir, Saira Khan, Salman Butt, Naz Shah, Arooj Shah, Yasmin Qureshi, Zarah Sultana, Hafsa Qureshi, ' +
    'Nadiya Hussain, Mohammed Aslam, Javaid Iqbal, Muhammad Iqbal, Mohammed Iqbal, Imran Hussain, Mohammed Rashid, ' +
    'Rushanara Ali, Adil Rashid, Mohammed Yousaf, Muhammad Yousaf, Muhammad Riaz, Humza Yousaf, Hamza Yousaf, ' +
    'Sheikh Rahman, Mizanur Rahman, Shakib Hasan, Mohammed Ashraf, Fazal Mahmood, Mustafizur Rahman, Abdul Quddus, ' +
    'Hamza Choudhury, Hamza Chowdhury, Nurul Islam, Lorraine Kelly, Gerard Kelly, Kevin Kelly, Grace Kelly, ' +
    'Dermot Murphy, Cillian Murphy, Joseph Murphy, Séamus Brennan, Louise Brennan, Séamus Quinn, Anthony Quinn, Niall Quinn, ' +
    "Marc Quinn, Josephine O'Connor, Sinéad O'Connor, Deirdre O'Connor, Conor O'Brien, Dermot O'Brien, Dara O'Brien, Edna O'Brien, " +
    "Vincent O'Brien, Joseph O'Connor, Pádraig Keane, Fergal Keane, Bernard Gallagher, Liam Gallagher, Conor Gallagher, " +
    'Brendan Gallagher, Kevin Gallagher, Kathleen Walsh, Bradley Walsh, Joe Walsh, Shane McGrath, Declan Walsh, ' +
    'Grażyna Nowicka, Agnieszka Dąbrowska, Jarosław Dąbrowski, Paweł Pawłowski, Joseph Boateng, Kwame Boateng, ' +
    'Paul Boateng, Ozwald Boateng, Kofi Adeyemi, Kwame Appiah, Joseph Mensah, Ayodele Balogun, Ousmane Diallo, ' +
    'Mamadou Diallo, Joel Osei, Isaac Asante, Ngozi Okonkwo, Ama Appiah, David Mellor, Archie Leach, Tommy-Lee Jones, ' +
    'Mason Greenwood, Lee Greenwood, Nigel Newton, Susan Hall, Andrew Hall, Andrew Jones, Jessica Jones, Yahya Khan, ' +
    "Oisín Murphy, Declan Murphy, Joseph O'Brien, Kevin O'Brien, Darragh O'Malley, Philip Schofield, Leslie Schofield, " +
    'Mark Warburton, Dean Smith, Kevin Smith, Kelly Smith, Matthew Smith, Chloë Smith, Rebecca Smith, Anthony Taylor, ' +
    'Jack Lord, Leslie Jones, Wayne Shaw, David Jones, Jack Robinson, Jack Taylor, Alan Hall, Ellie Taylor, Scott Walker, ' +
    'Carl Cooper, Gary Mills, Anwar Choudhury, Habibur Rahman',
))

/** Draws a given name fitting the tradition, sex and birth year. */
export function drawGivenName(random: Random, tradition: NameTradition, sex: Sex, birthYear: number): string {
  const bands = GIVEN_NAMES[tradition]
  const fitting = bands.findLast((each) => each.from <= birthYear) ?? (bands[0] as NameBand)
  return random.ranked(fitting[sex])
}

/** Draws a family's surname, in the form its men bear. */
export function drawSurname(random: Random, tradition: NameTradition): string {
  return random.ranked(SURNAMES[tradition])
}

/** The surname a wife or widow bears: often her own in South Asian families, else the family's in a woman's form. */
export function drawWifesSurname(random: Random, tradition: NameTradition, familySurname: string): string {
  const own = WOMENS_SURNAMES[tradition]
  if (own !== undefined && random.chance(0.6)) return random.ranked(own)
  return surnameFor(familySurname, 'female')
}

/** Kamiński is Kamińska, and Kovalskyi Kovalska, for a woman; other surnames do not change. */
export function surnameFor(familySurname: string, sex: Sex): string {
  if (sex === 'male') return familySurname
  return familySurname.replace(/(s|c|dz)(?:ki|kyi)$/u, '$1ka')
}

/** Whether a name is not to be used: some well-known person's, or one word twice. */
export function isLeftOut(givenName: string, familyName: string): boolean {
  return givenName === familyName || LEFT_OUT.has(`${givenName} ${familyName}`)
}
