/** Common first names that are hardly anything else; those that are words, months or places as well are left out. */

const listOf = (names: string): readonly string[] => names.trim().split(/\s+/);

const english = `Aaron Abby Abigail Adam Adele Adrian Agatha Agnes Aidan Alan Alana Alastair Albert Alec Alex Alexander Alexandra
Alexis Alfie Alfred Alice Alicia Alison Alistair Allison Alma Amanda Amber Amelia Amelie Amy Andrea Andrew Angela Angus Anita
Ann Anna Anne Annabel Annie Anthony Antonia Archie Arnold Arthur Ashley Audrey Barbara Barnaby Barney Beatrice Beatrix Becky
Ben Benedict Benjamin Bernadette Bernard Bert Bertha Beth Bethany Bianca Bob Bobby Brandon Brenda Brendan Brian Bridget Bronwen
Bruce Bryan Caitlin Callum Calvin Cameron Camilla Carl Carla Carmen Carol Caroline Carolyn Carrie Casper Catherine Cathy Cecil
Cecilia Cedric Charles Charlie Chloe Chris Christina Christine Christopher Clara Clarissa Claudia Clive Colin Colleen Conor Connor
Constance Cordelia Cornelia Craig Crispin Cynthia Daisy Daniel Danielle Daphne Darren Dave David Deborah Declan Deirdre Delia Delilah
Denis Denise Dennis Derek Desmond Diana Dinah Dolores Dominic Donald Donna Dora Doreen Doris Dorothy Douglas Duncan Dylan Eamon
Edgar Edith Edmund Edna Edward Edwin Eileen Eleanor Elaine Elena Eliza Elizabeth Ella Ellen Ellie Elliot Elsa Elsie Emily Emma
Eric Erica Ernest Esme Esther Ethan Ethel Eugene Eva Evan Evelyn Ewan Felicity Felix Fergus Fiona Fleur Flora Frances Francis
Frank Fraser Fred Freddie Frederick Freya Gareth Gary Gavin Gemma Geoffrey George Georgina Gerald Geraldine Gilbert Gillian Gina
Giles Gladys Glenn Gordon Graham Greg Gregory Greta Gwen Gwendolyn Hannah Harold Harriet Harry Hattie Hazel Heather Hector Helen
Henrietta Henry Herbert Hilary Hilda Horace Howard Hubert Hugh Hugo Humphrey Ian Ida Imogen Ingrid Irene Iris Isaac Isabel
Isabella Isla Isobel Ivor Jack Jackie Jacob Jacqueline Jake James Jamie Jane Janet Janice Jasmine Jason Jasper Jean Jeff Jeffrey
Jemima Jennifer Jenny Jeremy Jerome Jerry Jess Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jon Jonah
Jonathan Josephine Josh Joshua Joyce Judith Judy Julia Julian Juliet June Justin Karen Kate Katherine Kathleen Kathryn Kathy
Katie Kay Keith Kelly Kenneth Kevin Kieran Kimberly Kirsten Kirsty Kristen Kyle Lachlan Lara Larry Laura Lauren Laurence Leah
Lee Leo Leon Leonard Leslie Lewis Liam Lillian Lily Linda Lindsay Lisa Liz Logan Lorna Lorraine Louis Louisa Louise Lucas Lucinda
Lucy Luke Lydia Lynn Mabel Madeleine Maggie Magnus Maisie Malcolm Marcus Margaret Marian Marianne Marion Marjorie Marlene Martha
Martin Martina Mary Matilda Matt Matthew Maud Maureen Maurice Megan Melanie Melissa Meredith Michael Michelle Mildred Millie
Miranda Miriam Moira Molly Monica Morag Muriel Murray Nadia Nancy Naomi Natalie Natasha Nathan Nathaniel Neil Nell Nellie Niamh
Nicholas Nick Nicola Nicole Nigel Nina Noah Noel Nora Norman Olive Oliver Olivia Oscar Oswald Owen Pamela Patricia Patrick Paul
Paula Pauline Peggy Penelope Penny Percy Peter Philip Philippa Phillip Phoebe Phyllis Piers Polly Poppy Priscilla Prudence
Quentin Rachel Ralph Raymond Rebecca Reginald Rhys Richard Rita Rob Robert Roberta Robin Roderick Rodney Roger Roland Ronald
Ronan Rory Rosalie Rosalind Rosamund Rosemary Rosie Rowan Roy Rufus Rupert Russell Ruth Ryan Sadie Sally Sam Samantha Samuel
Sandra Sara Sarah Scott Seamus Sean Sebastian Selina Selma Shane Shannon Sharon Sheila Shirley Sian Sidney Silas Simon Sinead
Siobhan Sofia Sonia Sophia Sophie Spencer Stacey Stan Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan
Susanna Suzanne Sybil Sylvia Tabitha Tamara Tamsin Tanya Ted Terence Teresa Tessa Thelma Theo Theodore Theresa Thomas Tim Timothy
Tina Toby Todd Tom Tommy Tony Tracy Trevor Tristan Ursula Valerie Vanessa Vera Verity Vernon Veronica Victor Vincent Vivian
Walter Wanda Wayne Wendy Wilfred William Winifred Winston Yvonne Zachary Zoe`;

const german = `Achim Adelheid Alois Andreas Angelika Anja Anke Anneliese Annegret Annette Annika Ansgar Armin Astrid Axel Barbel
Bärbel Bastian Beate Benedikt Bernd Bernhard Bertram Bettina Birgit Björn Boris Brigitte Britta Burkhard Carina Carola Carolin
Carsten Christa Christiane Christoph Claus Corinna Cornelius Dagmar Detlef Dieter Dietmar Dietrich Dirk Dominik Dorothea Eberhard
Eckart Edeltraud Egon Elfriede Elias Elisabeth Elke Ellen Elmar Emil Emilia Erhard Erika Erich Ernst Erwin Eugen Ewald Fabian
Ferdinand Florian Franz Franziska Frauke Frederik Frederike Friederike Friedrich Frieda Fritz Gabi Gabriele Georg Gerd Gerda
Gerhard Gerlinde Gernot Gertrud Gisela Gottfried Gregor Gudrun Günter Günther Gustav Hanna Hannelore Hannes Hans Harald Hartmut
Hedwig Heide Heidemarie Heidi Heike Heiko Heiner Heinrich Heinz Helene Helga Helge Helmut Henning Henrik Herbert Hermann Hilde
Hildegard Holger Horst Hubertus Ilona Ilse Ines Inga Inge Ingeborg Ingo Irina Irmgard Isolde Jakob Jan Jana Janine Jens Joachim
Jochen Johann Johanna Johannes Jonas Jörg Josef Jürgen Jutta Kai Karin Karl Karla Karlheinz Karsten Kaspar Katharina Kathrin
Katja Katrin Kerstin Kilian Kirsten Klara Klaus Konrad Konstantin Korbinian Kurt Lars Laurenz Lena Lennart Leonie Leopold Liesel
Liselotte Lorenz Lothar Lotte Ludwig Luisa Lukas Lutz Magdalena Maike Maja Malte Manfred Mareike Margarete Margit Margot Marie
Marianne Marion Markus Marlies Mathilda Mathilde Matthias Maximilian Mechthild Meike Michaela Mirko Monika Moritz Niklas Nils
Norbert Olaf Ole Olga Ortrud Oskar Otto Petra Philipp Rainer Ralf Regina Reiner Reinhard Reinhold Renate Roland Rolf Roman
Ronja Roswitha Rudi Rudolf Rüdiger Ruprecht Sabine Sandra Saskia Sascha Siegfried Sieglinde Sigrid Silke Silvia Simone Solveig
Sonja Stefan Stefanie Steffen Stephan Susanne Svenja Swantje Sven Tanja Thea Theodor Thorsten Tilman Till Tilo Tobias Torben
Torsten Traudl Udo Ulf Ulla Ulrich Ulrike Ursula Uschi Uta Ute Uwe Valentin Veit Verena Veronika Viktor Viktoria Volker Volkmar
Waltraud Wendelin Werner Wiebke Wilfried Wilhelm Willi Winfried Wolf Wolfgang Wolfram Xaver Yannik`;

const french = `Adèle Adrien Agathe Agnès Aimé Alain Albane Alexandre Alexia Alix Aline Amandine Amélie Anaïs André Andrée Ange
Angélique Anaëlle Antoine Antoinette Arlette Armand Arnaud Arthur Aubin Audrey Aurélie Aurélien Aurore Axelle Baptiste Barnabé
Bastien Béatrice Benoît Bérénice Bernadette Bertrand Blaise Blandine Brice Brigitte Camille Carole Cécile Céline Charlène
Chantal Christelle Christophe Claire Claude Claudette Claudine Clémence Clément Clotilde Colette Corentin Corinne Cyril Cyrille
Damien Danièle Delphine Denis Désiré Didier Diane Dominique Dorothée Édith Édouard Edwige Élise Éliane Élodie Éloïse Émile Émilie
Emmanuel Emmanuelle Enzo Éric Estelle Étienne Eugénie Évelyne Fabien Fabienne Fabrice Fanny Fernand Florence Florent Françoise
François Franck Frédéric Frédérique Gaëlle Gaëtan Gaspard Gautier Geneviève Geoffroy Georges Gérard Germain Ghislaine Gilles
Ginette Gisèle Grégoire Grégory Guillaume Guy Gwenaël Hélène Henri Hervé Honoré Hortense Hubert Hugues Huguette Inès Irène
Isabelle Jacques Jacqueline Jacky Jeanne Jeannine Jérémie Jérémy Jérôme Joël Joëlle Jocelyne Joséphine Josiane Judith Jules
Julie Julien Juliette Justine Karine Laetitia Lambert Laure Laurent Laurence Léa Léo Léon Léonie Liliane Lionel Loïc Loïs Luc
Lucie Lucien Lucienne Ludovic Maëlle Magali Manon Marcel Marcelle Margaux Margot Marguerite Marius Martine Marthe Mathieu
Mathilde Mathis Maud Maxence Maxime Mélanie Mickaël Mireille Monique Morgane Muriel Myriam Nadège Nadine Nathalie Nathan Nicolas
Noémie Océane Odette Odile Olivier Pascal Pascale Patrice Paulette Perrine Philippe Pierre Pierrick Quentin Raphaël Raphaëlle
Raymond Régine Régis Rémi Rémy René Renée Robin Roch Rodolphe Roland Romain Romane Roselyne Sabine Sandrine Sébastien Séverine
Simon Simone Solange Solène Sophie Stéphane Stéphanie Suzanne Sylvain Sylvie Théo Théodore Thérèse Thibault Thierry Timothée
Tiphaine Valentine Valérie Véronique Viviane Virginie Xavier Yann Yannick Yves Yvette Yvon Zoé`;

const southern = `Adriana Agustín Ainhoa Aitor Alba Alberto Alejandra Alejandro Alfonso Alfredo Almudena Álvaro Amaia Amparo Ana
Andrés Ángela Ángeles Antonio Araceli Ariadna Armando Arturo Asunción Beatriz Begoña Belén Benito Bernardo Berta Blanca Borja
Carlos Carmela Carmelo Carolina Catalina Celia César Clemente Concepción Consuelo Cristina Cristóbal Daniela Darío Diego Dolores
Eduardo Elisa Elvira Emilio Encarnación Enrique Ernesto Esperanza Esteban Estefanía Eugenia Eugenio Eusebio Fátima Federico
Felipe Fermín Fernando Fernanda Francisca Francisco Gabriela Gerardo Germán Gonzalo Gloria Graciela Gregorio Guadalupe Guillermo
Gustavo Héctor Ignacio Iker Inmaculada Inés Íñigo Irene Isidro Iván Jaime Javier Jesús Jimena Joaquín Jordi Jorge José Josefa
Juan Juana Juanita Julián Julio Laia Leandro Leire Leonor Leticia Lorena Lorenzo Lourdes Lucía Luis Luisa Luz Macarena Maite
Manuel Manuela Marcelo Marcos Margarita María Mariano Maribel Maricarmen Mario Marisol Marta Martín Mateo Matías Maximiliano
Mercedes Miguel Milagros Mónica Montserrat Natalia Nerea Nicolás Nieves Noelia Nuria Octavio Pablo Paloma Paola Patricio Pedro
Pilar Purificación Rafael Ramiro Ramón Raquel Raúl Rebeca Remedios Ricardo Roberto Rocío Rodrigo Rogelio Rosa Rosario Rubén
Salvador Santos Sergio Silvia Sofía Soledad Susana Teodora Teresa Tomás Trinidad Vicente Verónica Victoria Xavi Ximena Yolanda
Adele Agnese Alberta Alessandra Alessandro Alessia Alfio Amedeo Andreina Angelo Annalisa Antonella Antonio Arianna Armando
Arturo Assunta Aurelio Barbara Beatrice Benedetta Benedetto Bruna Bruno Camillo Carlo Carlotta Carmine Caterina Cecilia Cesare
Chiara Cinzia Ciro Claudio Corrado Cosimo Cristiano Daniele Dario Davide Debora Domenico Donatella Donato Edoardo Elena Eleonora
Elio Elisabetta Emanuela Emanuele Emiliano Enrica Enrico Ettore Eugenio Fabio Fabrizio Fausto Federica Filippo Fiorella Flavio
Franca Francesca Francesco Gaetano Gennaro Giacomo Gianfranco Gianluca Gianni Giancarlo Gino Giorgia Giorgio Giovanna Giovanni
Giulia Giuliana Giulio Giuseppe Giuseppina Graziella Guido Ignazio Ilaria Irma Ivana Leonardo Letizia Lidia Lina Livia Livio
Loredana Luca Lucia Luciano Lucrezia Luigi Luigia Manlio Mara Marcello Marco Mariangela Marina Marisa Massimo Matteo Maurizio
Michela Michele Mirella Moreno Nadia Nello Nicoletta Nives Noemi Nunzia Oreste Orietta Ornella Ottavia Ottavio Paolo Pasquale
Patrizia Piero Pietro Raffaele Raffaella Renato Renzo Riccardo Rinaldo Roberta Rocco Romeo Rosalba Rosanna Rossella Ruggero
Sabrina Salvatore Samuele Sandro Santina Saverio Serena Sergio Silvana Silvano Simona Stefania Stefano Tiziana Tommaso Tullio
Ugo Umberto Valentina Valeria Valerio Vincenzo Virgilio Vito Vittoria Vittorio
Abílio Adelaide Afonso Aida Alice Amália Américo Ângela Ângelo Anabela Antônio António Armindo Artur Aurora Bento Bernardino
Caetano Cátia Célia Cidália Conceição Cristiana Dalila Delfim Dinis Diogo Duarte Edite Eduarda Eliana Emília Estela Fátima
Feliciano Filipa Filipe Filomena Francisca Gil Gonçalo Graça Guilherme Gustavo Heitor Helena Heloísa Henrique Horácio Iara Inês
Isaura Ivo Jacinta Jacinto Joana João Joaquim Jorge Jônatas Júlia Júlio Lara Laurinda Leonel Lídia Luana Luciana Lurdes Luís
Luísa Madalena Mafalda Manuela Marília Marta Matilde Mauro Miguel Nádia Natércia Nelson Nuno Odete Olga Olívia Orlando Otávio
Paulo Pedro Rafaela Raquel Renata Rita Rogério Rosália Rúben Rui Salomé Sandro Sara Sílvia Sónia Susana Tânia Telma Teresa Tiago
Tomás Valdemar Vasco Vera Vítor Zélia`;

const northern = `Aafke Aart Adriaan Agneta Anneke Annelies Anouk Arend Arie Arjan Barend Bart Bas Bente Berend Bram Carla Cees
Coen Cor Corrie Daan Dirk Diederik Dorien Douwe Eefje Elise Els Elske Esmée Evert Femke Fenna Ferdi Floor Floris Frans Freek
Geert Gerben Gerrit Gijs Gijsbert Govert Greetje Guus Hanneke Harm Heleen Hendrik Henk Hetty Hilde Huub Ilse Inge Ingeborg Jaap
Jacoba Jacob Jannie Jannes Jelle Jeroen Jeske Joke Jolanda Joost Jop Joris Jurriaan Karel Kees Klaas Klaartje Koen Koos Lars
Leendert Lieke Lieve Lotte Maaike Maarten Machteld Margriet Marieke Marijke Marjan Marjolein Mark Marloes Maud Meindert Menno
Merel Micha Mieke Mirjam Monique Neeltje Niels Nienke Noor Olivier Pauline Petra Piet Pieter Pim Reinier Renske Rik Rinske Rinus
Robbert Roel Roos Ruud Sander Sanne Saskia Sjoerd Sjors Stijn Suzan Sybren Teun Teunis Theo Thijs Tineke Tjeerd Toon Trijntje
Truus Wies Wietske Willem Wim Wouter Yara Ymke
Agnar Aksel Anders Anneli Arvid Asbjørn Åsa Åse Astrid Birger Birgitta Bjarne Bjørn Bodil Børge Bosse Camilla Carina Christer
Dag Einar Eirik Elin Elsebeth Emil Erik Erling Eskil Espen Finn Fredrik Frida Geir Gerda Göran Gösta Greger Gro Gudmund Gunilla
Gunnar Gunvor Gustaf Halvor Hanne Harald Håkan Håkon Hedda Helge Hege Henrik Ib Inger Ingrid Ingvar Ivar Jarl Jens Jesper Johan
Johanne Jon Jørgen Jørn Kaare Kari Karoline Kasper Kerstin Kirsten Kjell Kjersti Knud Knut Kristian Kristin Lars Lasse Leif Lene
Linnea Liv Lone Lotta Magne Magnhild Mads Malin Margareta Marit Märta Mathias Mats Mette Mikkel Mogens Morten Niels Nils Oddny
Oddvar Ola Olav Olof Ove Palle Pelle Per Pernille Poul Preben Ragnar Ragnhild Rasmus Reidar Rune Sigrid Sigurd Siri Siv Solveig
Sondre Søren Stein Stig Sune Svein Sven Synnøve Terje Thor Thorbjørn Tone Tor Tore Torgeir Torleif Torunn Trine Troels Trond
Trygve Turid Tuva Ulf Unni Vidar Vibeke Vigdis Yngve
Aino Antti Eero Eeva Esko Hannu Heikki Helmi Ilkka Jari Juha Jukka Kaisa Kalle Kari Katri Kirsi Laura Lauri Leena Markku Marja
Matti Mika Mikko Minna Olli Outi Paavo Pekka Pirjo Päivi Riitta Sami Sanna Satu Seppo Tapio Timo Tuomas Ville`;

const eastern = `Agnieszka Aleksander Aleksandra Andrzej Anetta Aniela Barbara Bartosz Beata Bogdan Bogusław Bożena Czesław Danuta
Dariusz Dorota Edyta Elżbieta Ewa Filip Grażyna Grzegorz Halina Henryk Hubert Ireneusz Iwona Izabela Jacek Jadwiga Jakub Jan
Jarosław Jerzy Joanna Jolanta Józef Justyna Kacper Kamil Karol Katarzyna Kazimierz Kinga Krystyna Krzysztof Leszek Lucyna Łukasz
Maciej Magda Małgorzata Marcin Marek Marzena Mateusz Mieczysław Mikołaj Mirosław Pawel Paweł Piotr Przemysław Radosław Rafał
Ryszard Sławomir Stanisław Stefania Szymon Tadeusz Teresa Tomasz Urszula Waldemar Wanda Wiesław Witold Władysław Wojciech Zbigniew
Zdzisław Zofia Zuzanna
Aleš Alžběta Andrej Blanka Bohumil Božena Dagmar Dalibor Dana Dušan František Hana Ivana Jaroslav Jindřich Jiří Jitka Josef
Karel Kateřina Ladislav Lenka Libor Lubomír Lucie Ludmila Luděk Marcela Marek Markéta Martin Michal Milan Milena Miloslav Miloš
Miroslav Monika Oldřich Ondřej Otakar Pavel Pavla Pavlína Petr Radek Radka Renata Roman Rostislav Růžena Stanislav Šárka Štěpán
Tereza Tomáš Václav Věra Vlasta Vladimír Vojtěch Zbyněk Zdeněk Zdeňka Zuzana
Ádám Ágnes Ákos András Attila Balázs Béla Csaba Csilla Dezső Dóra Edit Endre Éva Ferenc Gábor Gergely Géza György Gyula Hajnalka
Ildikó Imre István Jenő József Judit Kálmán Katalin Kinga Klára Krisztina László Levente Magdolna Márta Miklós Mihály Piroska
Réka Sándor Szilvia Tamás Tibor Tünde Zoltán Zsófia Zsolt Zsuzsanna
Alexei Anastasia Anatoly Andrei Arkady Boris Daria Dmitri Dmitry Ekaterina Elena Evgeny Galina Gennady Grigory Igor Ilya Irina
Ivan Kirill Konstantin Ksenia Larisa Leonid Lyudmila Maksim Marina Mikhail Nadezhda Natalia Natalya Nikita Nikolai Oksana Oleg
Olga Pavel Polina Roman Ruslan Sergei Sergey Stanislav Svetlana Tatiana Tatyana Timur Vadim Valentin Valery Vasily Viktor
Vitaly Vladimir Vladislav Vyacheslav Yaroslav Yelena Yevgeny Yulia Yuri
Bojan Branka Branko Dejan Dragan Dragana Draško Dubravka Goran Gordana Hrvoje Ivana Ivica Jasna Jelena Jovan Jovana Ljiljana
Ljubica Marija Marko Milica Milorad Mirjana Nenad Nikola Petar Predrag Radmila Sanja Saša Slavica Slobodan Snežana Srđan Stjepan
Tihomir Tomislav Vesna Vuk Zdravko Željko Zoran
Adrian Alina Bogdan Cătălin Corina Cosmin Costin Cristian Dragoș Elena Florin Gheorghe Horia Ileana Ioana Ion Iulia Laurențiu
Liviu Lucian Marius Mihaela Mihai Mircea Nicolae Octavian Ovidiu Radu Răzvan Roxana Sorin Ștefan Teodor Traian Vasile Viorel
Alexandros Anastasios Andreas Anna Christos Despina Dimitra Dimitris Eleni Evangelos Georgios Giannis Ioannis Katerina Kostas
Konstantinos Kyriaki Maria Michalis Nikos Nikolaos Panagiotis Petros Sofia Spyros Stavros Thanasis Vasiliki Vasilis Yannis`;

const more = `Andre Andres Anton Betty Beverly Billy Bradley Brittany Caleb Camila Casey Charlotte Cheryl Christian Clarence Cody
Conrad Debra Derrick Dimitri Dustin Elijah Emanuel Emilie Felicia Francois Frederic Gabriel Gerard Gunther Joao Jose
Joseph Juergen Juliana Julius Karolina Katarina Kayla Kristina Larissa Latoya Lawrence Lea Leroy Li Lloyd Lois Lori Marc
Mariana Marilyn Marvin Melvin Michel Mike Norma Pia Ramon Randy Raphael Raul Rene Rhonda Ronnie Serge Sheri Sofie Tammy
Tania Tara Terry Therese Tiffany Tomas Travis Tyler Vicki Wesley Willie Wilma`;

const farther = `Abdul Abdullah Adel Adnan Ahmad Ahmed Aisha Ali Amal Amina Amir Amira Anwar Ayesha Aziz Bashir Basma Bilal Fadi Fahad
Faisal Farid Farida Fatima Fatma Habib Hamid Hamza Hana Hanan Hasan Hassan Huda Hussein Ibrahim Idris Imran Ismail Jamal Jamila
Kamal Karim Khadija Khaled Khalid Khalil Laila Latifa Layla Leila Mahmoud Malik Mariam Maryam Mohamed Mohammad Mohammed Mona
Muhammad Mustafa Nabil Nadia Nasser Nasim Noor Noura Omar Osama Rana Rashid Rania Reem Saad Said Salah Salim Salma Sami Samir
Samira Sana Sara Sayed Tariq Usman Walid Yahya Yasin Yasmin Yasser Youssef Yusuf Zahra Zainab Ziad
Ahmet Ali Aylin Ayşe Barış Burak Cem Cemal Cengiz Çiğdem Deniz Derya Ebru Elif Emine Emre Erdem Erkan Esra Fatih Fatma Ferhat
Gökhan Gül Gülsen Hakan Halil Hasan Hatice Hülya Hüseyin İbrahim Kemal Kerem Leyla Levent Mehmet Melek Meltem Mert Metin Murat
Mustafa Nazlı Nihat Nuray Okan Onur Orhan Osman Ömer Özge Özlem Pınar Recep Selim Selin Semra Serkan Sevgi Sibel Şükrü Tarık
Tolga Turgut Tülay Ufuk Ümit Yasemin Yavuz Yıldız Yılmaz Zehra Zeynep
Aarav Aditi Aditya Ajay Akash Akshay Amit Amrita Anand Ananya Anil Anita Anjali Ankit Anuj Aparna Arjun Arun Aruna Ashok Ashwin
Bhavna Chandra Deepa Deepak Devi Dinesh Divya Farhan Ganesh Gaurav Gita Gopal Hari Harish Indira Jaya Jyoti Kabir Kalpana Karan
Kavita Kavya Kiran Kishore Krishna Lakshmi Lalita Madhav Madhuri Mahesh Manish Manoj Meena Meera Mohan Mukesh Nandini Narayan
Naveen Neha Nikhil Nisha Nitin Padma Pankaj Pooja Prakash Pranav Prasad Praveen Preeti Priya Priyanka Rahul Raj Rajesh Rajiv
Rakesh Ramesh Ravi Rekha Rohan Rohit Sandeep Sanjay Sarita Satish Shanti Sharma Shilpa Shivani Shreya Siddharth Sita Sneha
Subhash Sunil Sunita Suresh Sushma Swati Uma Usha Vandana Varun Vijay Vikas Vikram Vinay Vinod Vishal Vivek Yash
Akiko Akio Akira Asuka Atsuko Ayaka Ayumi Chie Chiyo Daisuke Eiji Emiko Fumiko Fumio Goro Hana Haruka Haruki Haruto Hideki
Hideo Hiroko Hiromi Hiroshi Hiroyuki Ichiro Isamu Junko Kaito Kaori Kazuki Kazuko Kazuo Keiko Keisuke Kenichi Kenji Kenta Kiyoshi
Koji Kumiko Kyoko Makoto Mamoru Mariko Masaki Masako Masao Masaru Mayumi Megumi Michiko Midori Miho Misaki Mitsuko Miyuki Naoko
Naoki Natsumi Nobuko Noriko Osamu Reiko Rie Ryo Ryota Sachiko Satoko Satoru Satoshi Sayuri Setsuko Shigeru Shinji Shinobu Shiori
Shizuka Shoji Sumiko Susumu Tadashi Takako Takashi Takeo Takeshi Takumi Tatsuo Tetsuya Tomoko Toshiko Toshio Tsubasa Yasuko
Yasuo Yoko Yoshiko Yoshio Yui Yuka Yuki Yukiko Yuko Yumi Yumiko Yuri Yutaka
Abebe Abena Adebayo Adewale Adjoa Akosua Akua Ama Amara Amadou Aminata Ayo Ayodele Babatunde Bukola Chidi Chidinma Chiamaka Chika
Chinedu Chinonso Chioma Chukwuemeka Ebele Efua Emeka Esi Fatou Femi Folake Funmi Ifeoma Ifeanyi Kofi Kwabena Kwame Kwasi Mamadou
Moussa Ngozi Nkechi Nnamdi Obinna Oluwaseun Ousmane Segun Sekou Seydou Sipho Temitope Thabo Thandiwe Themba Tunde Uche Yaw Yemi
Zanele Zola
Bao Binh Chau Chen Chun Dung Duc Feng Guang Hai Haruka Hong Hua Hui Hung Huong Hye Jia Jian Jie Jing Jun Kai Khanh Lan Lei Lihua
Linh Long Mei Ming Minh Nam Ngoc Nguyen Phuong Ping Qiang Qing Quan Quang Rong Shan Sheng Soo Thanh Thao Thi Thu Thuy Tran Trang
Tuan Wang Wei Wen Xiang Xiao Xin Xue Yan Yang Ying Yong Yun Zhang Zhen Zhi Zhong`;

/** Names that are words or places as well: that somebody is called so must show elsewhere. */
const alsoWords = new Set(
  listOf(`Amber Ange Bas Bart Blanca Celia Chandra Clemente Concepción Consuelo Conceição Cor Crispin Dag Deniz Dolores Dragan
Encarnación Esperanza Fiat Finn Fleur Flora Floor Florence Franca Franco Gil Goro Graça Gro Guadalupe Hai Hari Harm
Hana Heide Hui Hung Iris Iris Ivo Jesús June Jun Jules Kai Kari Lan Lara Lei Liberty Lily Lina Liv
Loïs Lone Long Lourdes Luc Luz Mara Mats Mercedes Milagros Ming Mona Moreno Nam Nieves Noel Noor Olive Ola Ove Pascal Per
Pilar Ping Poppy Prudence Purificación Quan Rana Reine Remedios Rik Roos Rosario Roman Romane Rowan Santos Satu Sami Sue
Siv Soledad Soo Stein Thi Thu Tina Till Tone Tor Tore Toon Trinidad Udo Usha Valentine Vera Verity Virginie Wayne Wen
Wies Wolf Yang Yaw Yara Yong Young Chi Zhi Lee Kay Ion Said Salim Sana Ama Esi Chen Wang Zhang Nguyen Tran Sharma Long Hong Jia`),
);

const every = [english, german, french, southern, northern, eastern, farther, more].flatMap(listOf);

/** First names as they are written, those that are hardly anything else. */
export const firstNames: ReadonlySet<string> = new Set(every.filter((name) => !alsoWords.has(name)));
