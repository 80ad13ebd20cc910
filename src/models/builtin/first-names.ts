/** Common first names that are hardly anything else; those that are words, months or places as well are left out. */

const names = `Aaron Abby Abdul Abigail Adam Adele Adrian Adriana Agnes Ahmed Aidan Aisha Akira Alan Alana Albert Alberto
Alejandra Alejandro Alessandro Alex Alexander Alexandra Alexandre Alexei Alfonso Alfred Alice Alicia Alina Alison Allison Alma
Amanda Amelia Amelie Amina Amir Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrei Andres Andrew Angela Angelika
Anita Anja Anjali Anke Anna Anne Annette Annika Anthony Antoine Anton Antonia Antonio Arjun Armin Arnaud Arnold Arthur
Arturo Ashley Astrid Audrey Axel Ayesha Barbara Beatrice Beatriz Ben Benedikt Benjamin Bernd Bernhard Bertha Beth Bettina
Bianca Birgit Björn Bob Boris Brandon Brenda Brian Bridget Brigitte Bruce Bruno Camila Camille Carina Carl Carla Carlos
Carmen Carol Carolin Carolina Caroline Carsten Catherine Cecilia Charles Charlotte Chen Chloe Chris Christa Christian
Christiane Christina Christine Christoph Christophe Christopher Claire Clara Claudia Claudio Claus Cedric Conrad Corinna
Cornelia Craig Cristina Cynthia Daisuke Dana Daniel Daniela Danielle Darren Dave David Deborah Deepak Denise Dennis Derek
Diana Diane Didier Diego Dieter Dimitri Dirk Dmitri Dominic Dominik Dominique Donald Donna Dora Doris Dorothy Douglas Duncan
Edgar Edith Eduardo Edward Edwin Eileen Elaine Elena Eleanor Elias Elisa Elisabeth Elise Elizabeth Elke Ella Ellen Elsa
Emanuel Emil Emilia Emilie Emily Emma Emmanuel Enrique Eric Erica Erik Erika Ernst Esther Ethan Eugene Eva Evelyn
Fabian Fabio Fatima Federico Felicia Felipe Felix Ferdinand Fernando Fiona Florian Frances Francesca Francesco Francis
Francisco Franco Francois François Franz Fred Frederic Frederick Frederik Frida Friedrich Fritz Gabriel Gabriela Gabriele
Gareth Gary Gemma Geoffrey George Georg Georges Gerald Gerard Gerd Gerhard Gianni Gilbert Gina Giovanni Giulia Giuseppe
Gloria Gordon Greg Gregor Gregory Greta Guillaume Guillermo Gunther Gustav Günter Günther Hanna Hannah Hannes Hans Harald
Harold Harriet Harry Hasan Hassan Heather Hector Heidi Heike Heiko Heinrich Heinz Helen Helena Helene Helga Helmut Henri
Henrik Henry Herbert Hermann Hiroshi Holger Horst Howard Hugo Ian Ibrahim Ida Ines Inga Inge Ingrid Irene Irina Isaac Isabel
Isabella Isabelle Ivan Ivana Jacek Jacob Jacqueline Jacques Jakob James Jamie Jan Jana Jane Janet Janine Jason Javier Jean
Jeanne Jeff Jeffrey Jennifer Jenny Jens Jeremy Jerome Jessica Jill Jim Joachim Joan Joanna Joao Jochen Joe Johan Johann
Johanna Johannes John Johnny Jon Jonas Jonathan Jorge Josef Joseph Josephine Joshua José Juan Juana Judith Juergen Julia
Julian Juliana Julie Julien Juliette Julius Jutta Jörg Jürgen Kai Karen Karin Karl Karolina Katarina Kate Katharina Katherine
Kathleen Kathrin Kathryn Kathy Katja Katrin Keiko Keith Kelly Kenji Kenneth Kerstin Kevin Khalid Klara Klaus Konrad
Konstantin Kristin Kristina Krishna Kurt Kyle Lara Larissa Larry Lars Laura Lauren Laurent Lea Leah Lee Leila Lena Leo Leon
Leonard Leonardo Leonie Leslie Li Liam Lillian Linda Lisa Liselotte Lothar Louis Louise Luca Lucas Lucia Lucie Lucy Ludwig
Luis Luisa Lukas Luke Lutz Lydia Lynn Magdalena Mahmoud Maja Manfred Manuel Manuela Marc Marcel Marcelo Marco Marcus Mareike
Margaret Margarita Margit Maria Mariam Marian Mariana Marianne Marie Marina Mario Marion Marius Markus Marlene Marta Martha
Martin Martina Martine Mary María Mateo Mathias Mathilde Matt Matteo Matthew Matthias Maurice Maximilian Mei Melanie Melissa
Michael Michaela Michal Michel Michele Michelle Miguel Mika Mike Mikhail Milan Miriam Mohamed Mohammed Moritz Monica Monika
Monique Muhammad Mustafa Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nathan Neil Nicholas Nick Nicola Nicolas Nicole
Niels Niklas Nikolai Nils Nina Nora Norbert Norman Olaf Oleg Olga Oliver Olivia Oscar Oskar Otto Pablo Pamela Paolo Pascal
Patricia Patrick Paul Paula Paulo Pavel Pedro Peggy Peter Petra Philip Philipp Philippe Phillip Pia Pierre Pietro Priya
Rachel Rafael Rahul Raj Rajesh Ralf Ralph Ramon Raphael Raquel Rashid Raul Raymond Rebecca Regina Reinhard Rene Renate René
Ricardo Richard Rita Robert Roberta Roberto Robin Rodrigo Roger Roland Rolf Roman Ronald Ronja Rosa Rosemary Roswitha Roy
Rudolf Rui Rupert Ruth Ryan Sabine Sabrina Sally Salvatore Sam Samantha Samir Samuel Sandra Sanjay Sara Sarah Sascha Satoshi
Scott Sean Sebastian Selina Serge Sergei Sergio Shannon Sharon Sheila Siegfried Sigrid Silke Silvia Simon Simone Sofie
Sonia Sonja Sophia Sophie Stefan Stefanie Steffen Stella Stephan Stephanie Stephen Steve Steven Stuart Sunil Susan Susana
Susanne Suzanne Svenja Sven Sylvia Takeshi Tamara Tania Tanja Tara Tatiana Ted Teresa Theo Theodor Theresa Therese Thierry
Thomas Thorsten Tim Timothy Tina Tobias Todd Tom Tomas Tomasz Tony Torsten Tracy Ulrich Ulrike Ursula Uta Ute Uwe Valentin
Valentina Valerie Vanessa Vera Verena Veronica Veronika Vicente Victor Viktor Viktoria Vijay Vincent Vladimir Volker Walter
Wang Wei Wendy Werner Wilhelm William Wolfgang Xavier Yan Yasmin Yuki Yusuf Yves Yvonne Zoe`;

/** First names as they are written. */
export const firstNames: ReadonlySet<string> = new Set(names.split(/\s+/));
