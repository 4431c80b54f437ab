"""One item of every type, in a fictional country, for the tests of grading and of the quiz."""

from __future__ import annotations

from typing import Any

from toc_training.model import (
    AnyItem,
    ClassifyItem,
    MatchItem,
    MultipleItem,
    NumericAnswer,
    NumericItem,
    Option,
    OrderItem,
    Pair,
    Place,
    Row,
    SingleItem,
    SurveyItem,
)

COMMON: dict[str, Any] = {
    "module": "border-management",
    "use": "check",
    "outcome": "12.1",
    "covers": ("6.8-O1", "box-8a"),
    "level": "apply",
    "place": Place("modules/12-border-management/quiz.yaml", 1),
}

SINGLE = SingleItem(
    id="director",
    prompt="A port director can afford **one** change this year.\nWhich change comes first?",
    confidence=True,
    options=(
        Option("a", "A scanner at the main gate, run by customs around the clock", False, "why-a"),
        Option("b", "One unit staffed by all three services", True, "why-b"),
        Option("c", "A fixed share of arrivals opened", False, "why-c"),
    ),
    **COMMON,
)
MULTIPLE = MultipleItem(
    id="terms",
    prompt="Which terms belong in the agreement?",
    options=(
        Option("a", "Purposes in writing", True, "why-purpose"),
        Option("b", "Access for each service in the building", False, "why-access"),
        Option("c", "A date of deletion", True, "why-date"),
        Option("d", "Selection by nationality", False, "why-nationality"),
    ),
    **{**COMMON, "outcome": "12.2", "covers": ("6.8-O3",)},
)
MATCH = MatchItem(
    id="desk",
    prompt="To whom does each piece of information belong first?",
    pairs=(
        Pair("a", "A cargo declared at a tenth of its worth", "Customs", "why-customs"),
        Pair("b", "A residence permit with a false stamp", "Immigration service", "why-permit"),
        Pair("c", "A boat without lights, off the coast", "Coast guard", "why-boat"),
    ),
    extras=(Option("x", "Ministry of trade", feedback="why-ministry"),),
    **COMMON,
)
ORDER = OrderItem(
    id="shipment",
    prompt="Put the work on one shipment in order.",
    steps=(
        Option("a", "Cargo data reaches the unit", feedback="why-data"),
        Option("b", "Analysts weigh the risks of each box", feedback="why-risks"),
        Option("c", "The unit agrees on a short list", feedback="why-list"),
        Option("d", "The search team opens the boxes on it", feedback="why-search"),
    ),
    **COMMON,
)
CLASSIFY = ClassifyItem(
    id="obstacles",
    prompt="Which obstacle does each observation show?",
    categories=(
        Option("invest", "Too little investment"),
        Option("force", "Groups ready to use force"),
        Option("pay", "Badly paid staff"),
    ),
    rows=(
        Row("a", "The scanner has waited eight months for a spare part.", "invest", "why-spare"),
        Row("b", "A patrol turned back from a machine gun.", "force", "why-gun"),
        Row("c", "An officer earns less than the rent of one room.", "pay", "why-rent"),
    ),
    **COMMON,
)
NUMERIC = NumericItem(
    id="finds",
    prompt="How many such boxes does it find in a month?",
    unit="boxes",
    answers=(
        NumericAnswer(1200, 0.5, True, "why-1200"),
        NumericAnswer(2400, 0.5, False, "why-2400"),
    ),
    otherwise="why-otherwise",
    **COMMON,
)
SURVEY = SurveyItem(
    id="how-common",
    prompt="How common is this where you work?",
    options=(Option("never", "Never"), Option("often", "Often")),
    **{**COMMON, "use": "reflection", "outcome": "", "level": ""},
)
JOURNAL = SurveyItem(
    id="journal",
    prompt="What would you change first?",
    **{**COMMON, "use": "reflection", "outcome": "", "level": ""},
)
ARABIC = SingleItem(
    id="arabic",
    prompt="ما هو التغيير الذي يأتي **أولاً** في الميناء؟",
    options=(
        Option("a", "ماسح ضوئي عند البوابة الرئيسية تديره الجمارك", False, "لا أحد يعرف أي حاوية."),
        Option("b", "وحدة مشتركة من ثلاث جهات", True, "المعلومات المشتركة تختار أفضل."),
    ),
    **COMMON,
)
MARKUP = SingleItem(
    id="markup",
    prompt="<img src=x onerror=alert(1)> Is `<b>` markup?",
    options=(
        Option("a", "<script>alert(1)</script>", True, "<i>why-script</i>"),
        Option("b", "No & never", False, "why-never"),
    ),
    **COMMON,
)

MARKED: tuple[AnyItem, ...] = (SINGLE, MULTIPLE, MATCH, ORDER, CLASSIFY, NUMERIC)
EVERY_TYPE: tuple[AnyItem, ...] = (*MARKED, SURVEY, JOURNAL)
KEYS: dict[str, Any] = {
    "director": "b",
    "terms": ["a", "c"],
    "desk": {"a": "a", "b": "b", "c": "c"},
    "shipment": ["a", "b", "c", "d"],
    "obstacles": {"a": "invest", "b": "force", "c": "pay"},
    "finds": "1,200 boxes",
}
SLIPS: dict[str, Any] = {
    "director": "a",
    "terms": ["a", "d"],
    "desk": {"a": "a", "b": "x", "c": "b"},
    "shipment": ["b", "a", "c", "d"],
    "obstacles": {"a": "invest", "b": "pay", "c": "pay"},
    "finds": "2400",
}
