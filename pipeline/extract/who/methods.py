"""The rules that name parties, people and roles: what each is for, what it must find and what it must leave.

The name of a rule is the `method` of the rows that it finds. The examples are run as tests.
"""

from __future__ import annotations

from pipeline.extract.rules import Rule, rule

METHODS: tuple[Rule, ...] = (
    rule(
        "known-name",
        "a state by its name acts, or is acted on",
        matches=(
            "France rejected the plan.",
            "They met envoys from Iran.",
            "Jordan expelled the ambassador.",
            "Burma refused.",
        ),
        rejects=(
            "Talks were held in France.",
            "Michael Jordan scored twice.",
            "The Vietnam War ended.",
            "The Paris Agreement stands.",
            "Unilever Ghana refused to pay.",
        ),
    ),
    rule(
        "known-adjective",
        "a people's adjective in front of a noun that acts stands for its state",
        matches=("British officials rejected the plan.", "The Polish government agreed."),
        rejects=("Latin American governments agreed.", "He likes cheese.", "Swiss Life rejected the plan."),
    ),
    rule(
        "known-people",
        "the people of a state stand for it",
        matches=("The Israelis refused to withdraw.", "Turks and Greeks rejected the plan."),
        rejects=("Native Americans live there.", "The Indian Ocean is warm.", "Anglo American refused to pay."),
    ),
    rule(
        "known-capital",
        "a capital that acts or is addressed stands for its state; one that is a place does not",
        matches=("Moscow rejected the plan.", "Talks with Kyiv stalled.", "Tehran must stop, they told Tehran."),
        rejects=("The ministers met in Moscow.", "They flew to Moscow.", "She lives near Kyiv.", "Sofia Ivanova sang."),
    ),
    rule(
        "known-seat",
        "a seat of government stands for its state",
        matches=("The Kremlin dismissed the report.", "Downing Street declined to comment."),
        rejects=("He walked past the palace.",),
    ),
    rule(
        "organisation-name",
        "an organisation by its known name, by a name with a telling head noun, or by an acronym that the text introduces",
        matches=(
            "NATO rejected the request.",
            "The Northern Dockers' Union (NDU) refused. The NDU will strike.",
            "The Front for the Freedom of Azmar attacked the town.",
        ),
        rejects=(
            "The Brookings Institution published a paper.",
            "He told Reuters that it rained.",
            "The Ministry closed early.",
        ),
    ),
    rule(
        "befallen-place",
        "a state that the text names only as a place takes part where an event befalls it",
        matches=("Troops marched into France.", "The rebels fled from Ukraine."),
        rejects=("France rejected the plan.", "The Ministry closed early."),
    ),
    rule(
        "own-government",
        'in the first person, "my government" is the speaker\'s state',
        matches=('"My government will not sign," French President Anne Dubois said.',),
        rejects=('"My friends will not sign," French President Anne Dubois said.',),
    ),
    rule(
        "noun-for-the-only-party",
        '"the rebels" is the armed group of a text that names only one; likewise "the workers" and the one union',
        matches=("Hamas refused. The militants fired rockets.",),
        rejects=("The militants fired rockets.",),
    ),
    rule(
        "regional-collective",
        "leaders or states of a region are a party of their own when the text does not name them",
        matches=("European leaders rejected the plan.", "Arab states want a summit."),
        rejects=("The leaders of France rejected the plan.", "European beaches are full."),
    ),
    rule(
        "partners-of-party",
        '"our partners", "its allies" are a party of their own, named after the party they belong to',
        matches=("Ukraine said its partners must help.",),
        rejects=("Ukraine said its soldiers must help.",),
    ),
    rule(
        "body-of-state",
        "a parliament or court acts for itself, as part of its state",
        matches=("The Danish parliament rejected the treaty.", "Kenya's Supreme Court ordered a new vote."),
        rejects=("The Swedish government rejected the treaty.",),
    ),
    rule(
        "common-noun-actor",
        "workers, rebels, courts or companies that no name stands for are a party when they act or are addressed",
        matches=(
            "Dockworkers demanded higher pay.",
            "Airlines refused to pay the tax.",
            "Northmarsh police closed the road.",
            "She urged the parties to the conflict to lay down their arms.",
            "The Shadow Cabinet rejected the bill.",
            "The court ordered a new vote.",
            "They called on the international community to help.",
        ),
        rejects=(
            "Prices demanded attention.",
            "Analysts demanded nothing.",
            "They met with heavy resistance.",
            "Our peaceful cities are quiet.",
        ),
    ),
    rule(
        "titled-name",
        "a capitalised name after an honorific or an office is a person",
        matches=(
            "Prime Minister Kwame Asante resigned.",
            "The spokesman, Mr Horta, resigned.",
            "STATEMENT BY THE FOREIGN MINISTER, MR ANDREW PEACOCK",
        ),
        rejects=("The Prime Minister resigned.", "Hurricane Helene struck.", "The Woodrow Wilson Center opened."),
    ),
    rule(
        "full-name",
        "a person's full name without a title",
        matches=("John Smith signed the letter.",),
        rejects=("The Woodrow Wilson Center opened.", "Mount Everest is high."),
    ),
    rule(
        "surname",
        "the surname alone of a person whom the text names in full",
        matches=("John Smith signed. Smith then left.", "Ostap Horensky signed. Horenskyy then left."),
        rejects=("John Smith signed. Jones Street was closed.",),
    ),
    rule(
        "title-with-party",
        "a title that names its party: before the name, or beside it",
        matches=(
            "French President Anne Dubois agreed.",
            "Kofi Annan, the UN secretary-general, agreed.",
            "Prime Minister Menachem Begin of Israel agreed.",
            "Kenya's foreign minister, Grace Otieno, agreed.",
        ),
        rejects=("President Anne Dubois agreed.", "Anne Dubois, an analyst at the Brookings Institution, agreed."),
    ),
    rule(
        "title-in-context",
        "a title without a party takes that of its surroundings: the section, the subject before, the publisher",
        matches=("Ghana rejected the plan. Foreign Minister Kofi Mensah called it unfair.",),
        rejects=(
            "Foreign Minister Kofi Mensah called it unfair.",
            "Ghana rejected the plan. Former president Kofi Mensah called it unfair.",
        ),
    ),
    rule(
        "of-organisation",
        '"X of Greenpeace" speaks for Greenpeace',
        matches=("Jane Miller of Greenpeace protested.",),
        rejects=("Jane Miller of Ohio protested.",),
    ),
    rule(
        "title",
        "a title that names no party and whose surroundings tell none, or an expert's occupation",
        matches=("Jon Alterman, an analyst at the Brookings Institution, agreed.", "Former president John Doe agreed."),
        rejects=("French President Anne Dubois agreed.",),
    ),
    rule(
        "of-institute",
        '"X of the Y Institute" speaks for nobody',
        matches=("Peter Lind of the Sahel Studies Centre agreed.",),
        rejects=("Jane Miller of Greenpeace agreed.",),
    ),
    rule(
        "who-heads",
        '"X, who leads the delegation of Y" speaks for Y',
        matches=("Olaf Brandt, who leads the German delegation, agreed.",),
        rejects=("Olaf Brandt, who likes the German delegation, agreed.",),
    ),
    rule(
        "collective",
        "mediators, guarantors or partners that the text does not name are a party when they act",
        matches=("The mediators rejected the plan.",),
        rejects=("The singers rejected the plan.",),
    ),
    rule(
        "person-speaks-for-party",
        "a party that only its people stand for takes its first mention from them",
        matches=("Secretary of State John Hay agreed.",),
        rejects=("John Hay agreed.",),
    ),
)
