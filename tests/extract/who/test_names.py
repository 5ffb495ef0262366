"""How names are read: one person for several forms of a name, what is a party's name and what only looks so."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, party_keys, people_names, speaks_for


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Joseph R. Biden, Jr. met Keir Starmer. Joe Biden left.", ["Joseph R. Biden, Jr.", "Keir Starmer"]),
        ("Senator Prescott Bush Jr. agreed. Bush left.", ["Prescott Bush Jr."]),
        ("Jim Mattis met Taro Kono. James Mattis thanked Japan.", ["Jim Mattis", "Taro Kono"]),
        ("Japan sent Akiba Takeo, an adviser. National Security Advisor Akiba agreed.", ["Akiba Takeo"]),
        ("South Korea sent Shin Won-sik. Shin said that it was time.", ["Shin Won-sik"]),
        ("Ethiopian Prime Minister Abiy Ahmed came. Abiy said that no force could stop the dam.", ["Abiy Ahmed"]),
        ("MR. GRIFFITHS: Good to see you.", ["Griffiths"]),
        ("His Holiness John Paul II accepted the request.", ["John Paul II"]),
        ("JOINT COMMUNIQUE", []),
    ],
)
def test_one_person_for_all_forms_of_a_name(text: str, names: list[str]) -> None:
    assert people_names(text) == names


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        (
            "The Foreign Ministers of Argentina and Chile, Carlos Rojas and Hernán Soto, met in Montevideo.",
            "Hernán Soto",
            "chl",
        ),
        (
            "Norwegian Deputy Foreign Minister Vidar Helgesen and special envoy Erik Solheim flew to Sri Lanka.",
            "Erik Solheim",
            "nor",
        ),
        ("Green Party Co-leader Dr Russel Norman urged the government to act.", "Russel Norman", "green-party"),
        (
            "The British Prime Minister (Mrs. Margaret Thatcher): We have asked Argentina to leave.",
            "Margaret Thatcher",
            "gbr",
        ),
        ("Canada will sue, Trade Minister Mary Ng said.", "Mary Ng", "can"),
        (
            "Unions met Acme Glass. Lucia Lee, a spokeswoman for Mount Corben, said that the union had refused.",
            "Lucia Lee",
            None,
        ),
    ],
)
def test_title_is_read_in_order_in_brackets_and_across_and(text: str, name: str, party: str | None) -> None:
    assert speaks_for(text)[name] == party


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The National Security Advisors of Japan and France met.", {"jpn", "fra"}),
        ("The Uganda Police Force refused the offer.", {"uganda-police-force"}),
        ("The Forest Products Association of Canada rejected the duties.", {"forest-products-association-of-canada"}),
        ("The Japan Communist Party and Komeito rejected the plan.", {"japan-communist-party"}),
        ("The United Steelworkers of America rejected the offer.", {"usw"}),
        ("The Council of Ministers of the O.A.U. met.", {"oau"}),
        (
            "Talks went on in Geneva with partners, the African Union, Egypt, Qatar and the United Nations.",
            {"african-union", "egy", "qat", "un"},
        ),
        ("They broke the European Union-brokered ceasefire.", {"eu"}),
        ("The ministers condemned the aggression in Ukraine.", {"ukr"}),
        ("The position of Palestinian refugees was discussed.", set()),
        ("The fishermen's union pressed for a ban.", {"fishermen-s-union"}),
        ("The IDF struck first. The Israeli army said that it would go on.", {"idf"}),
        ("Makerere University asked its lecturers to accept a pay scale.", {"makerere-university"}),
        ("Ann Lee, a professor at Makerere University, doubted it.", set()),
        ("The Cardinal accepted the request.", set()),
    ],
)
def test_names_of_parties(text: str, parties: set[str]) -> None:
    assert party_keys(text) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Islamist movement Al-Sadia accused Norway of lying.", {"al-sadia", "nor"}),
        ('Ben Miller of the workers\' rights organization, Stonepath, said: "We are delighted."', {"stonepath"}),
        ("The leader of the group Shout! was arrested, and Norway condemned it.", {"shout", "nor"}),
        ("Harbourlink, a Bergen-based shipping company, sued Norway.", {"harbourlink", "nor"}),
        ("Fishers United, a coalition of boat owners, urged Norway to reopen the ports.", {"fishers-united", "nor"}),
        ("The US's Fisheries Agency rejected the quota.", {"fisheries-agency", "usa"}),
        ("Norway issued a Notice to Sailors (NOTAS). The NOTAS prohibited fishing.", {"nor"}),
        ("Norway claimed an exclusive fishing zone (EFZO). The EFZO covers the bank.", {"nor"}),
        ("Norway criticised the neo-Nazis.", {"nor"}),
        ("Norway spoke at Dublin's Institute of Studies.", {"nor"}),
        ("Norway said that the men were worse than al-Qaeda.", {"nor"}),
        ("Two presidents, two Republicans, kept the rule, and Norway protested.", {"nor"}),
        ("The Internal Revenue Agency website advises Norway to pay.", {"internal-revenue-agency", "nor"}),
    ],
)
def test_names_that_the_text_itself_explains(text: str, parties: set[str]) -> None:
    assert party_keys(text) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            '"Our partners must help. Our friends must send arms," said Ukraine\'s President Ivan Petrenko.',
            {"ukr", "ukraine-s-partners"},
        ),
        (
            "Norway reaffirmed Sweden's readiness for cooperation with its new allies. Norway refused.",
            {"nor", "swe", "sweden-s-new-allies"},
        ),
        ("Norway urged NATO allies to raise spending.", {"nor", "nato-allies"}),
        ("Norway urged the democratic world to act.", {"nor", "democratic-world"}),
        (
            "Norway said that now is the time for the international community to speak.",
            {"nor", "international-community"},
        ),
        ("The troops of Norway met some resistance, and Norway withdrew.", {"nor"}),
        (
            '"I have ordered our armed forces to leave," said Norway\'s President Ivar Holt.',
            {"nor", "nor-armed-forces"},
        ),
        ("Norway agreed a solution with the opposition.", {"nor", "opposition"}),
        ("Norway welcomes initiatives by partners.", {"nor", "partners"}),
        ("Norway will attend to the views of the countries of the region.", {"nor", "countries-of-the-region"}),
    ],
)
def test_collectives_that_stand_for_somebody(text: str, parties: set[str]) -> None:
    assert party_keys(text) == parties


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Rail, Tram and Bus Union rejected the offer.", "Rail, Tram and Bus Union"),
        ("The Shop, Distributive and Allied Employees Association rejected it.",
         "Shop, Distributive and Allied Employees Association"),
        ("The Construction, Forestry, Mining and Energy Union rejected the offer.",
         "Construction, Forestry, Mining and Energy Union"),
        ("The Norlandian Ministry of Trade, Industry and Energy rejected it.",
         "Norlandian Ministry of Trade, Industry and Energy"),
        ("The Department of Science, Energy and Resources rejected the offer.",
         "Department of Science, Energy and Resources"),
        ("Moreno, Tram and Bus Union secretary, rejected the offer.", "Tram and Bus Union"),
        ("On Friday, Tram and Bus Union members rejected the offer.", "Tram and Bus Union"),
        ("France, Germany and the European Union rejected the offer.", "European Union"),
        ("Hamas, Fatah and the Popular Front for the North rejected it.", "Popular Front for the North"),
        ("The Nurses Union, the Tram Union and the Bus Union rejected it.", "Nurses Union"),
        ("The Harbour Workers Union (HWU) Local 100 rejected the offer.", "Harbour Workers Union Local 100"),
        ("The Transport Workers Union (TWU) Local 7 rejected the offer.", "Transport Workers Union Local 7"),
        ("The Norland Fire Fighters Association (NFFA) Lodge 12 rejected it.",
         "Norland Fire Fighters Association Lodge 12"),
        ("Teamsters Union Branch 5 rejected the offer.", "Teamsters Union Branch 5"),
        ("The Teachers Federation (TF) Chapter 7 rejected the offer.", "Teachers Federation Chapter 7"),
        ("The Bus Union rejected Chapter 11 protection.", "Bus Union"),
        ("The Transport Workers Union (TWU) rejected 100 local offers.", "Transport Workers Union"),
        ("The Committee for a Better Contract (CBC) rejected the offer.", "Committee for a Better Contract"),
        ("The Campaign for a Free Press rejected the offer.", "Campaign for a Free Press"),
        ("Citizens for a Just Peace rejected the offer.", "Citizens for a Just Peace"),
        ("The Committee called for a National Dialogue.", "Committee"),
        ("The Bus Union for a second time rejected the offer.", "Bus Union"),
        ("The Union asked for a Monday meeting.", "Union"),
    ],
)  # fmt: skip
def test_the_whole_name_of_a_body_and_no_more(text: str, name: str) -> None:
    assert name in {claim.name for claim in cast_of(text).parties(frozenset())}


def test_a_numbered_part_of_a_union_goes_by_its_number_and_acronym() -> None:
    text = "The Harbour Workers Union (HWU) Local 100 rejected it. HWU Local 100 will strike. Local 100 demanded more."
    claims = cast_of(text).parties(frozenset())
    assert [claim.name for claim in claims] == ["Harbour Workers Union Local 100"]
    assert {"HWU", "HWU Local 100", "Local 100"} <= {one.span.of(text) for one in claims[0].evidence}


def test_an_acronym_that_the_text_introduces_is_no_outlet() -> None:
    text = "The Committee for a Better Contract (CBC) rejected it. The CBC demanded more."
    claims = cast_of(text).parties(frozenset())
    assert [one.span.of(text) for one in claims[0].evidence] == ["Committee for a Better Contract", "CBC", "CBC"]
