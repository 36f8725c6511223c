"""Learning out of a trie: what was played already teaches, and suites that show nothing new end it."""

from __future__ import annotations

from tests.adapters.learn.small import LETTERS, driver, trie_of

from connref.learning import hsi
from connref.protocol import Mode, Profile
from connref.spec.interpretations import DEFAULT
from connref_adapters.learn.reference import reference
from connref_adapters.learn.student import Student


def test_the_reference_is_learned_through_its_driver() -> None:
    student = Student(LETTERS, trie_of(driver()))
    suite = student.study(lambda machine: hsi(machine, 1))
    assert len(student.machine) == 9
    assert suite == len(hsi(student.machine, 1))
    assert len(student.access) == 9


def test_what_was_played_before_teaches_at_once() -> None:
    trie = trie_of(driver())
    trie.answer([("connect", "T", "background", "T"), ("connect", "T", "ping")])
    student = Student(LETTERS, trie)
    student.settle()
    assert len(student.machine) > 1


def test_a_machine_that_it_may_be_like_saves_questions() -> None:
    plain, helped = trie_of(driver()), trie_of(driver())
    like = reference(Mode.MANUAL, LETTERS, ("init", "login"), Profile(), DEFAULT).machine
    Student(LETTERS, plain).study(lambda machine: hsi(machine, 1))
    student = Student(LETTERS, helped, like)
    assert len(student.machine) == len(like)
    assert helped.steps < plain.steps / 2


def test_words_that_show_nothing_new_teach_nothing() -> None:
    student = Student(LETTERS, trie_of(driver()))
    student.study(lambda machine: hsi(machine, 1))
    assert not student.read([("background", "foreground", "connect")])
