"""Effect -> how it is done. Tests hold that every effect of the table stands here."""

from collections.abc import Callable

from callapi.domain import end_effects as end
from callapi.domain import messages, queue, reading, recording, route, tagging
from callapi.domain import setup_effects as setup
from callapi.domain import talk_effects as talk
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.states import Effect

E = Effect


EFFECTS: dict[Effect, Callable[[Draft, Happening], None]] = {
    E.ROUTE: route.route,
    E.ROUTE_ON: route.route_on,
    E.ROUTE_FOUND: route.route_found,
    E.ROUTE_LOST: route.route_lost,
    E.ROUTE_HEARD: route.route_heard,
    E.ROUTE_UNREACHED: route.route_unreached,
    E.LOOK_UP: route.look_up,
    E.START_ROUTE: route.start_route,
    E.RESUME_ROUTE: route.resume_route,
    E.GIVE_UP_DIALING: setup.give_up_dialing,
    E.REJECT_OPERATOR: setup.reject_operator,
    E.CHOOSE_OPERATOR: setup.choose_operator,
    E.DIAL_OPERATOR: setup.dial_operator,
    E.DIAL_CONTACT: setup.dial_contact,
    E.DIAL_THIRD: talk.dial_third,
    E.DIAL_COACH: talk.dial_coach,
    E.AWAIT_CONFIRMATION: setup.await_confirmation,
    E.CHECK_CONFIRMATION: setup.check_confirmation,
    E.BRIEF_OPERATOR: setup.brief_operator,
    E.BRIEF_CONTACT: setup.brief_contact,
    E.BRIEF_CONTACT_FIRST: setup.brief_contact_first,
    E.BRIEF_THIRD: talk.brief_third,
    E.ENTERTAIN_OPERATOR: setup.entertain_operator,
    E.ENTERTAIN_CONTACT: setup.entertain_contact,
    E.AWAIT_CONTACT: setup.await_contact,
    E.SEND_KEYS: setup.send_keys,
    E.PLAY_OPERATION: reading.play_operation,
    E.AWAIT_MENU_KEY: reading.await_menu_key,
    E.TAKE_MENU_KEY: reading.take_menu_key,
    E.READ_KEYS: reading.read_keys,
    E.KEEP_KEY: reading.keep_key,
    E.INTERRUPT_GREETING: reading.interrupt_greeting,
    E.JOIN_QUEUE: queue.join_queue,
    E.CHECK_QUEUE: queue.check_queue,
    E.TAKE_TURN: queue.take_turn,
    E.ENTERTAIN_QUEUE: queue.entertain_queue,
    E.TAKE_MESSAGE: messages.take_message,
    E.END_MESSAGE: messages.end_message,
    E.GIVE_UP_MESSAGE: messages.give_up_message,
    E.KEEP_MESSAGE: messages.keep_message,
    E.TAKE_FAX: messages.take_fax,
    E.KEEP_FAX: messages.keep_fax,
    E.PLAY_INFORMATION: setup.play_information,
    E.CONNECT: talk.connect,
    E.CONNECT_THIRD: talk.connect_third,
    E.PART_CONTACT: talk.part_contact,
    E.PROMPT_OPERATOR: talk.prompt_operator,
    E.TAKE_DIGIT: talk.take_digit,
    E.FORGET_DIGITS: talk.forget_digits,
    E.FIND_NUMBER: talk.find_number,
    E.ERROR_TONE: talk.error_tone,
    E.HUSH_OPERATOR: talk.hush_operator,
    E.DROP_OPERATOR: end.drop_operator,
    E.DROP_THIRD: end.drop_third,
    E.DROP_COACH: end.drop_coach,
    E.DROP_NAMED: end.drop_named,
    E.PROMOTE_THIRD: talk.promote_third,
    E.ADD_TAG: tagging.add_tag,
    E.RETAG: tagging.retag,
    E.BLOCK_CONTACT: talk.block_contact,
    E.SWITCH_RECORDING: recording.switch,
    E.TONE_TO_CONTACT: talk.tone_to_contact,
    E.TONE_TO_THIRD: talk.tone_to_third,
    E.RECEIVE_FAX: talk.receive_fax,
    E.END_FAX: talk.end_fax,
    E.HOLD_AGAIN: talk.hold_again,
    E.END_TALK: talk.end_talk,
    E.AFTER_TALK: end.after_talk,
    E.PROCESS: end.process,
    E.HANG_UP_ALL: end.hang_up_all,
    E.CLOSE: end.close,
}
