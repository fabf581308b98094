"""Who speaks where the words of a source do not name him: "he", "I", "we", "the firm", or no source at all.

The rules are asked one after the other, and the first that knows decides. Those by the layout of a conversation come
first; those by the words of the source tell the model's links as well, for what comes after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.nesting import within
from onrecord.extract.attribution.rules.dialogue import Conversation
from onrecord.extract.lexicon import anyone, title_roles
from onrecord.extract.names.addressees import accused, addressed_before, hearers
from onrecord.extract.names.coreference import FIRST, THIRD, WE, Coreference
from onrecord.extract.names.discourse import INDEFINITE, QUOTES, head_of
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.authors import author, interviewed
from onrecord.extract.names.entities.nationality import one_of_people
from onrecord.extract.names.links import GENDERS, Links, begin, may_mean
from onrecord.extract.names.people import clash, is_foreign
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.names.we import We
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Span, covered

# How likely somebody has to be the speaker who is called "the firm", or of a claim without a source.
LEAST = 0.5
SENTENCE_ENDS = frozenset({"", *".!?…:,;\"'”’»)"})
REPORTER = frozenset({"i", "me"})  # in the article's own words
ANSWER = re.compile(r"A(?:nswer|NSWER)?[:.]")
# What a sentence begins with that opens with the question: “Asked whether *he* would stay, Ruiz said …”
QUESTION = re.compile(
    r"(?:when |repeatedly |again )?(?:asked|pressed|questioned|quizzed|challenged)\b[^.!?:“”\"\n]*", re.IGNORECASE
)
SENTENCE = re.compile(r"[.!?][”\"’)]*\s+|\n\s*")
FAR = 200  # characters
MUTE = frozenset({"place", "work"})  # what speaks in its own name only
NEW = re.compile(r"(?:an?|one|another|some|unnamed|anonymous) ")  # whom such a phrase means was not mentioned before


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution as the rules see it.

    Args:
        number: its place among the attributions.
        one: the attribution.
        outer: the number of the one that it stands in, None for none.
        place: its source, or the beginning of its claim, which stands for it.
        word: the words of its source in small letters, "" for none.
    """

    number: int
    one: Attribution
    outer: int | None
    place: Span
    word: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who speaks, as a rule says: `entity`, None for nobody known, or where `as_said` whom the source's words mean."""

    entity: Entity | None = None
    as_said: bool = False


AS_SAID = Verdict(as_said=True)
UNKNOWN = Verdict()


class Speaking:
    """Finds who speaks in the attributions of an article whose sources name nobody.

    Args:
        parse: of the article.
        coreference: whom its phrases mean.
        speakers: by the words of the sources; they are told what is found.
        attributions: of the article.
        links: of its mentions, as the model reads them.
        author: who wrote the article, as it is stated beside the text, None where it is not.
    """

    def __init__(
        self,
        parse: Parse,
        coreference: Coreference,
        speakers: Speakers,
        attributions: Sequence[Attribution],
        links: Links,
        author: str | None = None,
    ) -> None:
        self._parse = parse
        self._coreference = coreference
        self._speakers = speakers
        self._attributions = attributions
        self._links = links
        self._stated_author = author
        self._around = within(attributions)
        self._we = We(parse, coreference, speakers, attributions, links)
        self._conversation = Conversation(parse.text, attributions, self._around)
        # Where the sources of claims stand that are within no other, in order, each with the number of its attribution.
        self._sourced = sorted(
            (_place(one), number)
            for number, one in enumerate(attributions)
            if one.source and self._around[number] is None
        )
        self._settled: set[int] = set()
        self._meant: dict[str, set[Entity]] = {}  # whom "the striker" and the like mean where that is known
        self._unknown: list[tuple[Saying, int]] = []  # where it is not, with the head of the phrase
        self._twins: dict[tuple[Span, ...], list[int]] = {}  # attributions of one content: who says it, who denies it
        for number, one in enumerate(attributions):
            self._twins.setdefault(one.content, []).append(number)

    def settle(self) -> None:
        """Find them all, in the order of the text; whom another takes turns with comes before."""
        for number in sorted(range(len(self._attributions)), key=lambda number: _place(self._attributions[number])):
            self._settle(number)
        for saying, token in self._unknown:
            if len(meant := self._meant.get(saying.word, set())) == 1:  # "the first minister", told only further on
                (who,) = meant
                self._speakers.link(saying.number, who)
                self._speakers.identify(token, who)

    def _settle(self, number: int) -> None:
        if number in self._settled:
            return
        self._settled.add(number)
        one = self._attributions[number]
        place = one.source[0] if one.source else begin(one)
        word = covered(self._parse.text, one.source).lower()
        saying = Saying(number, one, self._around[number], place, word)
        by_layout = (self._answers, self._takes_turn, self._goes_on_from_cue, self._follows_heading)
        verdict = next((found for rule in by_layout if (found := rule(saying)) is not None), None)
        if verdict is not None:
            self._keep(saying, verdict)
            return
        named = self._speakers.entity(number) if one.source else None
        verdict = self._denies(saying, named)
        if verdict is not None:
            self._keep(saying, verdict)
            return
        by_words = (
            self._tells_another,
            self._replies,
            self._answers_later,
            self._tells_of_himself,
            self._says_i,
            self._is_author,
            self._has_a_name,
            self._is_noun,
            self._is_unsaid,
        )
        verdict = next((found for rule in by_words if (found := rule(saying, named)) is not None), AS_SAID)
        self._keep(saying, verdict)
        if (entity := named if verdict.as_said else verdict.entity) is not None:
            self._links.learn(place, entity)

    def _keep(self, saying: Saying, verdict: Verdict) -> None:
        if not verdict.as_said:
            self._speakers.link(saying.number, verdict.entity)

    def _entity(self, number: int) -> Entity | None:
        """Who speaks in another attribution, which is settled before."""
        self._settle(number)
        return self._speakers.entity(number)

    def _answers(self, saying: Saying) -> Verdict | None:
        """“A: …” is by whom the interview is with."""
        if saying.one.source or not ANSWER.fullmatch(covered(self._parse.text, saying.one.cue)):
            return None
        found = interviewed(self._parse, self._coreference.entities, begin(saying.one)[0])
        return AS_SAID if found is None else Verdict(found)

    def _takes_turn(self, saying: Saying) -> Verdict | None:
        """A quotation without a cue, where two take turns, is by the one who did not speak last."""
        turn = None if saying.one.source or saying.one.cue else self._conversation.other(saying.number)
        if turn is None:
            return None
        nearer, further = turn
        last = self._entity(nearer)
        if further is None:
            return UNKNOWN
        asking = self._entity(further)
        return Verdict(asking) if asking is not None and asking is not last else None

    def _goes_on_from_cue(self, saying: Saying) -> Verdict | None:
        """A cue without a source, or a quotation that goes on with that of a source, says itself who speaks."""
        one = saying.one
        return AS_SAID if not one.source and (one.cue or self._speakers.tokens(saying.number)) else None

    def _follows_heading(self, saying: Saying) -> Verdict | None:
        """Nobody goes on speaking under a heading."""
        return AS_SAID if not saying.one.source and _is_under_heading(self._parse.text, saying.place[0]) else None

    def _denies(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """Who says something does not deny it: “Ruiz said that Lee had lied, which he denied”."""
        one, word = saying.one, saying.word
        said_by = next((other for other in self._twins.get(one.content, ()) if other != saying.number), None)
        if word not in THIRD or act_of(self._parse, self._parse.tokens(one.cue)) != "deny":
            return None
        if said_by is None:
            return self._denies_charge(saying, named)
        sayer = self._entity(said_by)
        if named is None or sayer is None or named.name != sayer.name:
            return None
        best, _ = self._links.meant(saying.place, lambda e: e.named and e.name != sayer.name and may_mean(word, e))
        return UNKNOWN if best is None else Verdict(best)

    def _denies_charge(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """Who accuses somebody does not deny it: “Ruiz accused Lee of lying. He denied it”."""
        before = bisect_left(self._sourced, (saying.place[0],)) - 1
        if before < 0 or saying.outer is not None or named is None or not named.named:
            return None
        charge = self._sourced[before][1]
        people = accused(self._parse, self._coreference, self._attributions[charge], saying.one)
        if people is None or self._entity(charge) is not named:
            return None
        return Verdict(next((one for one in people if one is not named and may_mean(saying.word, one)), None))

    def _tells_another(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """Nobody tells himself: "He told the commissioner …", whoever is the commissioner."""
        if saying.word not in GENDERS or named not in hearers(self._parse, self._coreference, saying.one):
            return None
        best, share = self._links.meant(saying.place, lambda e: e is not named and may_mean(saying.word, e))
        return UNKNOWN if best is None or share < LEAST / 2 else Verdict(best)

    def _replies(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """Nobody replies to himself: “…?” Ruiz asked. “No,” she replied."""
        is_third = saying.word in GENDERS and saying.outer is None
        asked = self._conversation.answers(saying.number) if is_third else None
        before = self._entity(asked) if asked is not None else None
        if before is None or named is not before:
            return None
        best, _ = self._links.meant(saying.place, lambda e: e.named and e is not before and may_mean(saying.word, e))
        return None if best is None else Verdict(best)

    def _answers_later(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """ "He" in the question that opens a sentence is who answers it: “Asked whether he would stay, Ruiz said …”"""
        text, (start, stop) = self._parse.text, saying.place
        if saying.word not in GENDERS:
            return None
        first = max((match.end() for match in SENTENCE.finditer(text, max(0, start - FAR), start)), default=None)
        first = first if first is not None else 0 if start < FAR else start
        if not QUESTION.fullmatch(text, first, start):
            return None
        later = bisect_left(self._sourced, (stop, 0))
        if later == len(self._sourced) or SENTENCE.search(text, stop, self._sourced[later][0]):
            return None
        who = self._entity(self._sourced[later][1])
        return Verdict(who) if who is not None and who.named and may_mean(saying.word, who) else None

    def _tells_of_himself(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """ "By his own account, Ruiz …": "his" is who is named after it."""
        if saying.word not in GENDERS or not self._parse.text.startswith(" own ", saying.place[1]):
            return None
        at, tokens = self._coreference.entities.at, self._parse.tokens(saying.one.content[:1])
        name = takewhile(lambda token: self._parse.words[token][0].isupper(), tokens)  # "Lady Ashby"
        who = next((at[token] for token in name if token in at), None)
        return Verdict(who) if who is not None and may_mean(saying.word, who) else None

    def _says_i(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """ "I" and "we" in what somebody says are who says it, or the body that speaks by him or her."""
        outer, word = saying.outer, saying.word
        if word not in FIRST or outer is None:
            return None
        who = self._entity(outer)
        found = self._we.body(saying.place, outer, who) if word in WE else None
        found = found or who
        return AS_SAID if found is None else Verdict(found)

    def _is_author(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """ "I" in the article's own words is who wrote it."""
        author = self._author if saying.word in REPORTER else None
        return None if author is None else Verdict(author)

    def _has_a_name(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """The words of the source say who it is: by a name, or since "a doctor" and "they" mean nobody named before."""
        is_said = named is not None and named.named and not self._is_of_people(saying)
        return AS_SAID if is_said or saying.word in THIRD | REPORTER or NEW.match(saying.word) else None

    def _is_noun(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """ "The firm" or "the striker" is whom the model takes for it, or the subject before what he says."""
        one, outer = saying.one, saying.outer
        if not one.source:
            return None
        # Nobody says "you", "your director" or "the doctor" and means himself.
        other = self._entity(outer) if outer is not None else None
        addressed = addressed_before(self._parse, self._coreference, one) if outer is not None else None
        said = set(self._parse.tokens(one.content))
        apart = [*self._told_apart(saying), *hearers(self._parse, self._coreference, one)]

        def fits(entity: Entity) -> bool:
            is_quoted = not entity.named and entity.token in said  # of whom one speaks, not who speaks
            is_other = entity is not other and entity is not addressed and entity not in apart
            is_other = is_other and not (named is not None and is_foreign(entity, named.countries))
            return may_mean(saying.word, entity) and is_other and not is_quoted

        if named is not None and self._is_taken_up(saying, named):
            return AS_SAID
        if named is not None and named.named:  # "the Portuguese", who may be one or all
            doer = self._doer(saying, named)
            return AS_SAID if doer is None else Verdict(doer)
        found = self._likeliest(saying, fits)
        if found is None and addressed is not None:
            found = named
        if named is not None:
            doer = self._doer(saying, named)
            found = doer if doer is not None and doer not in apart else found
            if found is None and named.type == "person" and not one.is_open:
                found = self._coreference.described(named.token, fits)
        return self._as_elsewhere(saying, named, None if one.is_open else found)

    def _as_elsewhere(self, saying: Saying, named: Entity | None, found: Entity | None) -> Verdict:
        """Whom a noun means, which is kept for pronouns that take it up, and for the same words elsewhere."""
        is_person = named is not None and not named.named and named.type == "person" and saying.word.startswith("the ")
        if named is None or not is_person:
            return AS_SAID if found is None else Verdict(found)
        if found is None:
            self._unknown.append((saying, named.token))
            return AS_SAID
        if found.named:
            self._speakers.identify(named.token, found)
            self._meant.setdefault(saying.word, set()).add(found)
        return Verdict(found)

    def _is_of_people(self, saying: Saying) -> bool:
        """Whether the words of a source are for one of a people, or for all of them."""
        tokens = self._speakers.tokens(saying.number)
        entity = self._speakers.entity(saying.number)
        if not tokens or entity is None or entity.type != "group":
            return False
        return bool(one_of_people(self._parse, head_of(self._parse, self._coreference.entities, tokens)))

    def _is_taken_up(self, saying: Saying, named: Entity) -> bool:
        """Whether "the spokesman" takes up somebody without a name who was called so: "Roth's spokesman said"."""
        parse, tokens = self._parse, self._speakers.tokens(saying.number)
        head = head_of(parse, self._coreference.entities, tokens)
        noun = parse.lower[head]
        if named.named or named.type != "person" or not 0 <= named.token < tokens[0] or noun in anyone():
            return False
        # "The minister" may be named after it; "a minister", or one of somebody's, is brought in by it.
        is_new = parse.lower[parse.left[named.token]] in INDEFINITE or parse.child(named.token, "poss") is not None
        return is_new and parse.lower[named.token] == noun

    def _told_apart(self, saying: Saying) -> list[Entity]:
        """Who speaks as somebody else in a dialogue: between two quotations of one source, or beside "the judge".

        “Out,” the guard says. “No,” Ruiz, a driver, answers. “Out,” *the guard* says again.
        """
        text, attributions = self._parse.text, self._attributions
        start = saying.one.content[0][0]
        if "year-old" in saying.word:  # "the 47-year-old judge" is whom the text tells of
            return []
        if text[start] not in QUOTES or saying.outer is not None:
            return []
        noun = saying.word.split()[-1]
        earlier = [
            number
            for number, one in enumerate(attributions)
            if one.source and self._around[number] is None and _place(one) < saying.place[0]
        ]
        same = [n for n in earlier if covered(text, attributions[n].source).lower() == saying.word]
        last = max((_place(attributions[n]) for n in same), default=-1)
        mine = self._entity(max(same, key=lambda n: _place(attributions[n]))) if same else None
        if mine is not None and mine.named:
            return []
        paragraph = text.rfind("\n", 0, start) if noun in title_roles() else len(text)
        since = last if mine is not None else paragraph
        spoke = [self._entity(n) for n in earlier if _place(attributions[n]) > since]
        return [who for who in spoke if who is not None and all(role.noun != noun for role in who.roles)]

    def _is_unsaid(self, saying: Saying, named: Entity | None) -> Verdict | None:
        """A claim without a source is by the subject before it, who spoke above it, or whom the model takes for it."""
        doer = self._coreference.subject_before(saying.place[0])
        if doer is not None:
            return Verdict(doer)
        if self._conversation.follows_unknown(saying.number):
            return AS_SAID
        above = self._conversation.above(saying.number)
        if above is not None and not self._conversation.is_addressed(saying.number):
            found = self._entity(above)
        elif saying.one.is_open:
            found = None
        else:
            found = self._likeliest(saying, _may_speak) or self._last(saying.number)
        return AS_SAID if found is None else Verdict(found)

    def _likeliest(self, saying: Saying, fits: Callable[[Entity], bool]) -> Entity | None:
        best, share = self._links.meant(saying.place, fits)
        return best if share > LEAST else None

    def _doer(self, saying: Saying, speaker: Entity) -> Entity | None:
        """Whom "the striker" after a quotation means: the subject of the sentence before it, "Ruiz scored. “…,” …"."""
        parse, one, tokens = self._parse, saying.one, self._speakers.tokens(saying.number)
        is_after = one.content[0][0] < one.source[0][0] and parse.text[one.content[0][0]] in QUOTES
        head = head_of(parse, self._coreference.entities, tokens)
        codes = one_of_people(parse, head)
        if not is_after or not (codes or parse.tags[head] == "NN") or parse.lower[parse.left[head]] != "the":
            return None
        at = self._coreference.entities.at
        is_person = speaker.type == "person" or bool(codes)
        if not is_person or any(token in at and at[token].type != "group" for token in tokens):
            return None
        doer = self._coreference.subject_before(one.content[0][0])
        if doer is None or is_foreign(doer, codes):
            return None
        return None if any(clash(doer, role) for role in speaker.roles) else doer

    @cached_property
    def _author(self) -> Entity | None:
        return author(self._parse, self._coreference.entities, self._stated_author)

    def _last(self, number: int) -> Entity | None:
        """Who spoke last before a claim; None where a quotation that is nobody's stands between."""
        start = self._attributions[number].content[0][0]
        before = bisect_left(self._sourced, (start,))
        if not before:
            return None
        last = self._sourced[bisect_left(self._sourced, self._sourced[before - 1][:1])][1]
        one = self._attributions[last]
        end = max(stop for _, stop in (*one.source, *one.cue, *one.content))
        return None if any(mark in self._parse.text[end:start] for mark in '“"') else self._speakers.entity(last)


def _may_speak(entity: Entity) -> bool:
    """Whether somebody can be the speaker of a claim without a source."""
    return may_mean("", entity) and entity.type not in MUTE


def _place(attribution: Attribution) -> int:
    """Where an attribution's source stands, or its claim begins."""
    return attribution.source[0][0] if attribution.source else attribution.content[0][0]


def _is_under_heading(text: str, place: int) -> bool:
    """Whether the line above an offset is a heading, which ends like no sentence: then nobody goes on speaking."""
    before = text[:place].rstrip(QUOTES + " ")
    above = before.rstrip()
    return before != above and "\n" in before[len(above) :] and above[-1:] not in SENTENCE_ENDS
