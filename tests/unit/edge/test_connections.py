"""So many connections and no more; whoever has most of them makes room."""

import resource

from callapi.edge.connections import FEWEST, SPARE_FILES, Connections, room_for


class Connection:
    def __init__(self) -> None:
        self.is_closed = False

    def give_way(self) -> None:
        self.is_closed = True


def opened(connections: Connections, address: str, count: int) -> list[Connection]:
    made = [Connection() for _ in range(count)]
    assert all(connections.open(it, address) for it in made)
    return made


def test_who_has_waited_longest_of_the_longest_line_goes() -> None:
    connections = Connections(5)
    one = opened(connections, "10.0.0.1", 2)
    other = opened(connections, "10.0.0.2", 3)
    connections.work(other[0], "10.0.0.2")
    connections.wait(other[0], "10.0.0.2")  # it was answered: the last in its line
    assert opened(connections, "10.0.0.3", 1)
    assert [it.is_closed for it in one] == [False, False]
    assert [it.is_closed for it in other] == [False, True, False]


def test_who_is_being_answered_stays() -> None:
    connections = Connections(2)
    one = opened(connections, "10.0.0.1", 2)
    connections.work(one[0], "10.0.0.1")
    assert opened(connections, "10.0.0.2", 1)
    assert [it.is_closed for it in one] == [False, True]


def test_when_all_are_being_answered_the_next_is_turned_away() -> None:
    connections = Connections(1)
    (one,) = opened(connections, "10.0.0.1", 1)
    connections.work(one, "10.0.0.1")
    late = Connection()
    assert not connections.open(late, "10.0.0.2")
    connections.close(late, "10.0.0.2")
    connections.close(one, "10.0.0.1")
    assert opened(connections, "10.0.0.2", 1)


def test_who_was_made_to_go_counts_until_he_has_gone() -> None:
    connections = Connections(1)
    (one,) = opened(connections, "10.0.0.1", 1)
    (two,) = opened(connections, "10.0.0.1", 1)
    assert one.is_closed
    connections.close(one, "10.0.0.1")
    connections.close(two, "10.0.0.1")
    (three,) = opened(connections, "10.0.0.1", 1)
    assert not three.is_closed


def test_there_is_no_room_for_more_than_files_may_be_open() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (SPARE_FILES + 100, before[1]))
        assert room_for(200) == 200
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == SPARE_FILES + 200
        assert room_for(100) == 100
        most = before[1] - SPARE_FILES
        assert room_for(before[1]) == most > FEWEST
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
