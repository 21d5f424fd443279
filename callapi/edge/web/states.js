// Written by `python -m scripts.pages`.

// What a call allows in each of its states.
export const ALLOWED = {
  "SESSION": ["tag.call", "disconnect.leg", "block.contact", "release.call"],
  "INFORMING": ["tag.call", "disconnect.leg", "record.call", "block.contact", "send.dtmf", "release.call"],
  "TALK": ["hold.call", "tag.call", "disconnect.leg", "add.coach", "record.call", "block.contact", "call.talk_option", "send.dtmf", "release.call"],
  "HOLD": ["make.call", "unhold.call", "tag.call", "disconnect.leg", "block.contact", "send.dtmf", "release.call"],
  "WAITING_INPUT": ["make.call", "tag.call", "disconnect.leg", "block.contact", "send.dtmf", "release.call"],
  "DIALING": ["transfer.talk", "restore.talk", "tag.call", "disconnect.leg", "block.contact", "release.call"],
  "TRANSFERRING": ["tag.call", "disconnect.leg", "block.contact", "release.call"],
  "OPERATOR_TALK": ["transfer.talk", "restore.talk", "tag.call", "disconnect.leg", "block.contact", "send.dtmf", "release.call"],
  "POST_TALK": ["tag.call", "disconnect.leg", "block.contact", "release.call"],
  "FINISHING": ["release.call"],
};

// What list.calls says of a leg, in either language.
export const LEG_TEXTS = {
  "Dial": "dial",
  "Дозвон": "dial",
  "Conversation": "conversation",
  "Разговор": "conversation",
  "Next in line": "next_in_line",
  "На очереди": "next_in_line",
  "Disconnected": "disconnected",
  "Разъединено": "disconnected",
  "Operators talking": "operators_talking",
  "Разговор операторов": "operators_talking",
  "On hold": "on_hold",
  "На удержании": "on_hold",
  "Call Transfer": "call_transfer",
  "Перевод вызова": "call_transfer",
  "Sending DTMF": "sending_dtmf",
  "Отправка dtmf": "sending_dtmf",
  "Receiving a fax": "receiving_a_fax",
  "Получение факса": "receiving_a_fax",
  "Fax received": "fax_received",
  "Факс получен": "fax_received",
  "Sending a fax": "sending_a_fax",
  "Отправка факса": "sending_a_fax",
  "Fax sent": "fax_sent",
  "Факс отправлен": "fax_sent",
};
