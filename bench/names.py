"""Invented but realistic frequencies of names, by origin and time of birth; nothing here is a list of real persons."""

import random
from dataclasses import dataclass
from itertools import accumulate

GERMAN_LAST = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf"
    " Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann"
    " Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn"
    " Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon"
    " Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas"
    " Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff"
    " Pfeiffer Beyer Ritter Götz Kern Lindner Ernst Hübner Kramer Franz Jahn Seifert Kruse Bock Barth Henkel Böttcher"
    " Paul Ullrich Petersen Reuter Mohr Nowak Kunz Marx Christ Stark Wirth Jansen Janssen Ott Hesse Thiel Ebert Rudolph"
    " Heinz Langer Bachmann Gross Maurer Ebner Brand Kurz Naumann Lutz Steiner Nickel Riedel Decker Adler Wendt Schreiner"
    " Fritz Heck Witt Bender Hermann Zander Binder Wilhelm Körner Bayer Wulf Schilling Dörr Metzger Rapp Stahl Döring"
    " Löffler Benz Thieme Menzel Block Fink Geiger Ahrens Rieger Karl Moser Anders Hagen Kaufmann Eckert Stephan Hein"
).split()
TURKISH_LAST = (
    "Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan"
    " Şimşek Polat Korkmaz Çakır Erdoğan Güneş Aksoy Yavuz Can Acar Taş Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı"
    " Sarı Tekin Ceylan Uçar Güler Bozkurt Karaca Toprak Duman"
).split()
ARABIC_LAST = (
    "Al-Ahmad Haddad Khalil Ibrahim Hassan Ali Mohammad Al-Hassan Mahmoud Said Omar Saleh Hamdan Abdullah Yousef Darwish"
    " Al-Masri Khoury Najjar Sabbagh Issa Othman Ismail Mustafa Hussein Suleiman Barakat Shehadeh Al-Khatib Abbas Nasser"
    " Rahimi Ahmadi Karimi Hosseini Mohammadi Rezai Noori Haidari Sharifi Tesfay Haile Abdi Warsame Farah"
).split()
SLAVIC_LAST = (
    "Kowalski Kowalska Nowak Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski"
    " Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Pawłowski Ivanov Ivanova Petrov Petrova Shevchenko Kovalenko"
    " Bondarenko Tkachenko Kravchenko Oliynyk Melnyk Boyko Koval Polishchuk Savchenko Popova Smirnov Volkov Morozov Novikov"
    " Jovanović Petrović Nikolić Marković Hodžić Hadžić Kovačević Babić Horvat Popescu Ionescu Popa Dumitru Stan Radu Dimitrov"
    " Georgiev Ivanova Krasniqi Gashi Berisha Hoxha Shala"
).split()
OTHER_LAST = (
    "Nguyen Tran Le Pham Rossi Russo Ferrari Esposito Papadopoulos Garcia Silva Santos Mensah Okafor Singh".split()
)

GERMAN_FIRST = {
    (
        "w",
        1950,
    ): "Ursula Christa Renate Helga Karin Monika Ingrid Brigitte Gisela Erika Elke Gerda Hannelore Ilse Inge Edith"
    " Waltraud Elisabeth Margarete Hildegard Irmgard Maria Anna Rosemarie Christel Sigrid Bärbel Jutta Heidemarie Eva",
    (
        "m",
        1950,
    ): "Hans Peter Klaus Wolfgang Manfred Helmut Werner Karl Günter Heinz Horst Jürgen Dieter Gerhard Walter Rolf"
    " Kurt Siegfried Georg Bernd Josef Friedrich Wilhelm Johann Herbert Rudolf Erwin Otto Heinrich Franz",
    (
        "w",
        1975,
    ): "Sabine Susanne Petra Andrea Martina Claudia Birgit Angelika Gabriele Heike Silke Stefanie Nicole Anja Katrin"
    " Tanja Sandra Melanie Kerstin Christine Ulrike Barbara Simone Daniela Anke Manuela Katja Bettina Sonja Michaela",
    (
        "m",
        1975,
    ): "Thomas Michael Andreas Stefan Frank Martin Uwe Ralf Matthias Jörg Markus Christian Torsten Jens Dirk Oliver"
    " Holger Alexander Sven Carsten Olaf Heiko Volker Joachim Rainer Ulrich Marco Mario Steffen Axel",
    (
        "w",
        1995,
    ): "Julia Anna Laura Lisa Sarah Katharina Jessica Vanessa Franziska Lena Nina Jana Carolin Jasmin Christina Lea"
    " Marie Johanna Sophie Theresa Svenja Annika Janina Maria Michelle Jennifer Nadine Ramona Denise Alina",
    (
        "m",
        1995,
    ): "Jan Tobias Daniel Florian Sebastian Philipp Lukas Kevin Dennis Patrick Marcel Tim Felix Maximilian Jonas"
    " Fabian Christian Alexander Simon Dominik Benjamin Niklas Marvin Robin Johannes Moritz Leon Julian Nico Tom",
    (
        "w",
        2012,
    ): "Mia Emma Hannah Emilia Lina Marie Sophia Lea Lena Leonie Clara Ella Mila Charlotte Luisa Amelie Ida Frieda"
    " Leni Nele Johanna Maja Mathilda Greta Lotta Pia Zoe Lara Mara Nora",
    (
        "m",
        2012,
    ): "Ben Leon Paul Finn Noah Elias Luis Jonas Felix Luca Maximilian Henry Emil Anton Oskar Max Jakob Moritz Theo"
    " Liam Matteo David Jan Julian Mats Karl Linus Tim Till Lenny",
}
FOREIGN_FIRST = {
    ("turkish", "w"): "Ayşe Fatma Emine Hatice Zeynep Elif Meryem Aylin Gülay Sevgi Özlem Derya Esra Büşra Şule Nur Leyla Ebru",
    ("turkish", "m"): "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Osman Yusuf Murat Ömer Emre Kemal Cem Can Deniz Burak Serkan",
    ("arabic", "w"): "Fatima Rima Amina Maryam Nour Layla Zahra Samira Hanan Yasmin Khadija Salma Aisha Rania Huda Mona Sahar Zainab",
    ("arabic", "m"): "Mohammed Ahmad Ali Omar Hassan Khaled Mahmoud Yousef Ibrahim Abdul Karim Samir Tarek Bilal Hamza Jamal Nabil Reza",
    ("slavic", "w"): "Anna Maria Katarzyna Agnieszka Oksana Olena Natalia Iryna Svetlana Tetiana Elena Ewa Joanna Ivana Jelena Mirela Yulia Olha",
    ("slavic", "m"): "Piotr Krzysztof Andrzej Tomasz Oleksandr Serhiy Andriy Dmytro Vladimir Sergej Marek Pawel Ivan Nikola Goran Ion Mihai Viktor",
    ("other", "w"): "Linh Mai Giulia Francesca Eleni Carmen Ana Grace Blessing Priya",
    ("other", "m"): "Minh Duc Giuseppe Antonio Georgios Carlos Joao Samuel Emmanuel Raj",
}  # fmt: skip
_TAIL_HEAD = (
    "Brink Hoff Lind Rosen Stein Wald Feld Berg Bach Holz Eich Birk Busch Tann Buch Kirch Mühl Sand Roden Hagen Linden Grün"
    " Schön Lang Kurz Alt Neu Ober Nieder Hinter Vorder Loh Esch Ahl Dorn Ell Fehr Gries Heid Im Jöst Kamp Lüd Mars Nord"
).split()
_TAIL_END = (
    "mann meier ke hoff bach berg er ing stein kamp feld haus brock auer ner hagen ler sen mer beck städt horst".split()
)
STREETS = (
    "Hauptstraße Schulstraße Gartenstraße Bahnhofstraße Dorfstraße Bergstraße Birkenweg Lindenstraße Kirchstraße Waldstraße"
    " Ringstraße Amselweg Schillerstraße Goethestraße Wiesenweg Mühlweg Am Sportplatz Ahornweg Buchenweg Rosenweg Blumenstraße"
    " Feldstraße Friedhofstraße Industriestraße Jahnstraße Kastanienallee Marktplatz Mozartstraße Poststraße Talstraße"
).split()
ORIGINS = ("german", "turkish", "arabic", "slavic", "other")
ORIGIN_SHARES = (74, 8, 7, 8, 3)


@dataclass(frozen=True)
class Chooser:
    """Values with falling frequency, drawn by the column."""

    values: tuple[str, ...]
    cumulated: tuple[float, ...]

    def many(self, random_: random.Random, count: int) -> list[str]:
        """Return that many values."""
        return random_.choices(self.values, cum_weights=self.cumulated, k=count)

    def one(self, random_: random.Random) -> str:
        """Return one value."""
        return self.many(random_, 1)[0]


def falling(values: list[str], power: float = 0.75) -> Chooser:
    """Return a chooser in which the n-th value is drawn with weight n to the power of -0.75."""
    unique = tuple(dict.fromkeys(values))
    return Chooser(unique, tuple(accumulate((rank + 2) ** -power for rank in range(len(unique)))))


def _german_last() -> Chooser:
    tail = [head + end for head in _TAIL_HEAD for end in _TAIL_END if head[-1] != end[0]]
    random.Random(7).shuffle(tail)
    return falling(GERMAN_LAST + tail)


LAST: dict[str, Chooser] = {
    "german": _german_last(),
    "turkish": falling(TURKISH_LAST, 0.5),
    "arabic": falling(ARABIC_LAST, 0.5),
    "slavic": falling(SLAVIC_LAST, 0.5),
    "other": falling(OTHER_LAST, 0.5),
}
FIRST: dict[tuple[str, str, int], Chooser] = {
    **{("german", sex, cohort): falling(text.split(), 0.6) for (sex, cohort), text in GERMAN_FIRST.items()},
    **{
        (origin, sex, cohort): falling(text.split(), 0.6)
        for (origin, sex), text in FOREIGN_FIRST.items()
        for cohort in (1950, 1975, 1995, 2012)
    },
}


def cohort_of(year: int) -> int:
    """Return the group of first names for a year of birth."""
    return 1950 if year < 1963 else 1975 if year < 1985 else 1995 if year < 2004 else 2012
