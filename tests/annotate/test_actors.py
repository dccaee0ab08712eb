"""Actors: names of the registry, phrases for the unnamed, neutral labels, and what is no actor."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.actors import actors
from tollbook.model.mention import Mention
from tollbook.model.reference import Actor, ActorKind


def words(text: str) -> list[str]:
    return [mention.words for mention in actors(text)]


def one(text: str) -> Mention:
    found = actors(text)
    assert len(found) == 1, [mention.words for mention in found]
    return found[0]


def actor(text: str) -> Actor:
    found = one(text).actor
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "said", "registry"),
    [
        ("The depot was hit by Jabhat al-Nusra.", "Jabhat al-Nusra", "al-nusra-front"),
        ("The depot was hit by JABHAT AL NUSRA.", "JABHAT AL NUSRA", "al-nusra-front"),
        ("Posts of the Peoples Protection Units fell.", "Peoples Protection Units", "ypg"),
        ("Posts of the People’s Protection Units fell.", "People’s Protection Units", "ypg"),
        ("Kata’ib Hezbollah fired twice.", "Kata’ib Hezbollah", "kataib-hezbollah"),
        ("Seleka took the bridge.", "Seleka", "seleka"),
        ("The Observatory counted nine.", "The Observatory", "sohr"),
        ("The U.N. sent an envoy.", "U.N. sent", None),
        ("Two PKK men were held.", "PKK men", "pkk"),
    ],
)
def test_names_are_found_whatever_hyphens_accents_apostrophes_and_capitals(
    text: str, said: str, registry: str | None
) -> None:
    if registry is None:
        assert words(text) == ["U.N."]
        return
    mention = one(text)
    assert (mention.words, mention.actor and mention.actor.registry) == (said, registry)


@pytest.mark.parametrize(
    "text",
    [
        "The road is closed.",
        "THE ROAD IS CLOSED TODAY.",
        "The woman who fired was held.",
        "THE WOMAN WHO FIRED WAS HELD.",
        "Let us go home, she said.",
        "An amnesty was agreed.",
        "She played Richard Wagner at the hall.",
        "A heart monitor failed.",
        "Three people died in Syria.",
        "Trucks from northern Iraq arrived.",
        "A new training course began.",
        "Several members left early.",
    ],
)
def test_ordinary_words_and_places_are_no_actors(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "label", "kind", "country"),
    [
        ("Syrian government troops withdrew.", "Syrian government troops", ActorKind.STATE_FORCES, "SY"),
        ("Regime forces withdrew.", "government forces", ActorKind.STATE_FORCES, None),
        ("Syrian regime forces withdrew.", "Syrian government forces", ActorKind.STATE_FORCES, "SY"),
        ("The Syrian regime denied it.", "Syrian government", ActorKind.GOVERNMENT, "SY"),
        ("Assads air force withdrew.", "Syrian air force", ActorKind.STATE_FORCES, "SY"),
        ("Russian warplanes flew low.", "Russian aircraft", ActorKind.STATE_FORCES, "RU"),
        ("Rebel fighters withdrew.", "rebel fighters", ActorKind.REBEL_GROUP, None),
        ("The opposition withdrew.", "opposition", ActorKind.REBEL_GROUP, None),
        ("Kurdish fighters withdrew.", "Kurdish fighters", ActorKind.UNKNOWN, None),
        ("Takfiri terrorists withdrew.", "armed group (unnamed)", ActorKind.UNKNOWN, None),
        ("Armed gangs withdrew.", "armed group (unnamed)", ActorKind.CRIMINAL_GROUP, None),
        ("A suicide bomber struck.", "suicide bomber", ActorKind.UNKNOWN, None),
        ("Gunmen fled.", "gunmen", ActorKind.UNKNOWN, None),
        ("Security forces fired.", "security forces", ActorKind.STATE_FORCES, None),
        ("Police fired.", "police", ActorKind.STATE_FORCES, None),
        ("Colombian police fired.", "Colombian police", ActorKind.STATE_FORCES, "CO"),
        ("The army withdrew.", "army", ActorKind.STATE_FORCES, None),
        ("HTS terrorists withdrew.", "HTS members", ActorKind.REBEL_GROUP, "SY"),
        ("Terrorists of al-Nusra Front withdrew.", "al-Nusra Front members", ActorKind.REBEL_GROUP, "SY"),
        ("The PKK terrorist organisation withdrew.", "Kurdistan Workers' Party (PKK)", None, None),
        ("A SANA reporter saw smoke.", "SANA (Syrian Arab News Agency)", ActorKind.MEDIA, "SY"),
        ("Occupation forces withdrew.", "foreign forces", ActorKind.EXTERNAL, None),
        ("The Ethiopians withdrew.", "Ethiopians", ActorKind.UNKNOWN, "ET"),
    ],
)
def test_phrases_get_a_neutral_label(
    text: str, label: str, kind: ActorKind | None, country: str | None
) -> None:
    found = actor(text)
    assert found.label == label
    assert kind is None or (found.kind, found.country) == (kind, country)


@pytest.mark.parametrize(
    ("loaded", "plain"),
    [
        ("Regime forces withdrew.", "Government forces withdrew."),
        ("The Syrian regime denied it.", "The Syrian government denied it."),
        ("Syrian regime warplanes flew low.", "Syrian government warplanes flew low."),
    ],
)
def test_a_loaded_word_gives_the_same_label_as_the_plain_one(loaded: str, plain: str) -> None:
    assert actor(loaded).label == actor(plain).label


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nine died in Russian shelling.", ["Russian"]),
        ("Nine died in Russian snow.", []),
        ("Nine died in regime shelling.", ["regime"]),
        ("Nine died in US strikes.", ["US"]),
        ("Syria strikes kill nine.", []),
        ("Moscow denied it.", ["Moscow"]),
        ("He flew to Moscow and denied it.", []),
        ("It accused Tel Aviv of the raid.", ["Tel Aviv"]),
        ("He was born in Tel Aviv.", []),
        ("Israel has carried out raids.", ["Israel"]),
        ("Raids in Israel have ended.", []),
        ("In Syria rebels withdrew.", ["rebels"]),
    ],
)
def test_a_state_is_an_actor_only_where_the_sentence_lets_it_act(text: str, said: list[str]) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "said", "relation", "related"),
    [
        ("A US-led coalition flew nine sorties.", "US-led coalition", "led by", "US"),
        ("Turkish-backed rebels withdrew.", "Turkish-backed rebels", "backed by", "Turkish"),
        ("Rebels backed by Turkey withdrew.", "Rebels backed by Turkey", "backed by", "Turkey"),
        ("Foreign-backed terrorists withdrew.", "Foreign-backed terrorists", "backed by", "Foreign"),
        (
            "Forces loyal to President Bashar al-Assad withdrew.",
            "Forces loyal to President Bashar al-Assad",
            "loyal to",
            "President Bashar al-Assad",
        ),
        (
            "The Kurdish-led Syrian Democratic Forces withdrew.",
            "Kurdish-led Syrian Democratic Forces",
            "led by",
            "Kurdish",
        ),
    ],
)
def test_relation_words_are_kept_with_whom_they_point_to(
    text: str, said: str, relation: str, related: str
) -> None:
    mention = one(text)
    assert mention.words == said
    assert mention.actor is not None
    assert (mention.actor.relation, mention.actor.related) == (relation, related)


def test_allied_fighters_are_allied_with_the_actor_named_just_before() -> None:
    found = actors("It counted 65 HTS members, 18 allied fighters and 49 soldiers.")
    allied = found[1].actor
    assert allied is not None
    assert (allied.label, allied.relation, allied.related) == (
        "allied fighters",
        "allied with",
        "HTS members",
    )


def test_allied_fighters_with_nobody_before_them_point_to_nobody() -> None:
    found = actor("Allied fighters withdrew.")
    assert (found.relation, found.related) == ("allied with", None)


def test_the_forces_of_a_country_have_the_registry_id_of_that_country() -> None:
    assert actor("The Syrian army withdrew.").registry == "sy-forces"
    assert actor("The Syrian government denied it.").registry == "state-sy"
    assert actor("The army withdrew.").registry is None


@pytest.mark.parametrize(
    ("text", "registry"),
    [
        ("The NDF withdrew in Syria.", "national-defence-forces-syria"),
        ("The NDF withdrew in the Philippines.", "national-democratic-front-ph"),
        ("The NDF withdrew.", None),
    ],
)
def test_a_name_borne_by_several_is_chosen_by_the_countries_of_the_text(
    text: str, registry: str | None
) -> None:
    found = actors(text)[0].actor
    assert found is not None
    assert (found.name, found.registry) == ("NDF", registry)


def test_a_name_between_brackets_and_its_head_noun_are_one_actor() -> None:
    mention = one("Members fled from the Hayat Tahrir al-Sham (HTS) terrorist group.")
    assert mention.words == "Hayat Tahrir al-Sham (HTS) terrorist group"


def test_lists_that_lost_their_commas_are_cut_into_their_actors() -> None:
    text = "Fighters of the Syrian army Hezbollah and SANA terrorists said nothing."
    assert words(text) == ["Fighters", "Syrian army", "Hezbollah", "SANA", "terrorists"]


def test_names_that_no_list_knows_are_kept_by_their_words() -> None:
    found = actors("Men of the Green Valley Front and of Liwa al-Wadi met.")
    assert [m.words for m in found] == ["Green Valley Front", "Liwa al-Wadi"]
    assert all(m.actor and m.actor.registry is None for m in found)


def test_a_headline_in_capitals_makes_no_names_of_its_words() -> None:
    assert "Floods Hit Eastern Front" not in words("Heavy Summer Floods Hit Eastern Front Line Towns")


def test_a_short_form_in_brackets_stands_for_the_name_from_then_on() -> None:
    found = actors("The Green Valley Front (GVF) withdrew. Later the GVF denied it.")
    assert [(m.words, m.actor and m.actor.label) for m in found] == [
        ("Green Valley Front", "Green Valley Front"),
        ("GVF", "Green Valley Front"),
        ("GVF", "Green Valley Front"),
    ]


def test_a_text_may_give_a_known_short_form_another_meaning() -> None:
    found = actors("The Sand Delta Front (SDF) withdrew. The SDF denied it.")
    assert {m.actor.label for m in found if m.actor} == {"Sand Delta Front"}


def test_a_capital_short_form_without_a_name_before_it_is_left_alone() -> None:
    assert words("The figure (QXV) rose.") == []


PIECES = st.one_of(
    st.sampled_from(
        ["the", "Syrian", "army", "HTS", "terrorists", "(", ")", ",", ".", "Free", "Valley", "Front"]
    ),
    st.sampled_from(["(FVF)", "of", "US", "-led", "coalition", "Assads", "regime", "and", "Liwa", "al-Wadi"]),
    st.sampled_from(["IS", "WHO", "é", "’s", "12th", "Brigade", "\n"]),
)


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_mentions_quote_the_text_and_never_overlap(text: str) -> None:
    found = actors(text)
    for mention in found:
        assert mention.span.of(text) == mention.words
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read(text: str) -> None:
    for mention in actors(text):
        assert mention.span.of(text) == mention.words


@pytest.mark.parametrize(
    "piece", ["President ", "the ", "Syrian ", "and Syrian ", "X-led ", "(", "Front ", "of "]
)
def test_a_text_that_repeats_one_word_for_ever_is_read_to_its_end(piece: str) -> None:
    assert all(len(mention.words) < 400 for mention in actors(piece * 3000 + "gunmen fled."))
