"""How long 2,000 terms take to be looked for in 10,000 sentences of 20 words, on one core: python -m benchmarks.terms.matching"""

from __future__ import annotations

import random
import statistics
import time

from pubflow.termbase.match import find
from pubflow.termbase.model import Term, Termbase, TermEntry

ROUNDS = 5


def main() -> None:
    dice = random.Random(1)
    words = [
        f"word{number:x}" for number in range(3000)
    ] + "rights court law police refugee torture prison state".split()
    terms = (Term(" ".join(dice.choices(words, k=dice.randint(1, 4)))) for _ in range(2000))
    termbase = Termbase(tuple(TermEntry(str(at), terms=(("en", (term,)),)) for at, term in enumerate(terms)))
    sentences = [" ".join(dice.choices(words, k=20)) for _ in range(10_000)]
    find(termbase, "")
    taken, found = [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = sum(len(find(termbase, sentence)) for sentence in sentences)
        taken.append(time.process_time() - start)
    print(f"{found} matches in {statistics.median(taken):.2f} s of CPU, median of {ROUNDS} rounds")


if __name__ == "__main__":
    main()
