package gateway

import "strconv"

// Scenario is a way for the simulator to behave: a row of its table, or a mix
// of rows.
type Scenario struct {
	Name  string
	Group ScenarioGroup
	Help  string // one line: what the message centre does
	Relay string // what Relay does about it, as any application should
	Param Param
}

// ScenarioGroup is the part of the protocol that a scenario is about.
type ScenarioGroup uint8

const (
	NoGroup ScenarioGroup = iota
	AnswerScenarios
	ReceiptScenarios
	LinkScenarios
	IncomingScenarios
)

// String is the group's title.
func (g ScenarioGroup) String() string {
	return [...]string{"", "Answers", "Receipts", "The link", "Incoming messages"}[min(g, IncomingScenarios)]
}

// Scenarios are the rows of the simulator's behaviour, "normal" first. Those
// that break a link do it once, when they are switched on, and then so long
// after each bind: else nobody could bind again to see the next one.
func Scenarios() []Scenario {
	return append(append(append(append([]Scenario{
		{Name: Normal, Help: "Everything is delivered after a second; in the test range +999 the last digit decides.",
			Relay: "Keep the order of each link, match every receipt to its message by the id of the answer, and show it as delivered."},
	}, answerScenarios()...), receiptScenarios()...), linkScenarios()...), incomingScenarios()...)
}

// Normal is the name of the empty mix.
const Normal = "normal"

func answerScenarios() []Scenario {
	const g = AnswerScenarios
	return []Scenario{
		{"slow", g, "Answers take half a second, receipts ten.",
			"Send on while answers are on their way, as many as the window holds, rather than wait for each. The answer time at the link shows what is slow.", Param{}},
		{"busy", g, "Above so many messages a second the rest is throttled: slow down, then try again.",
			"On ESME_RTHROTTLED (0x58) pause the link, halve its rate, and send the same message again, in its place in the order; then climb back to what is taken. Nothing is lost.", number("a second", 5, 1, 10_000)},
		{"queue full", g, "With so many messages on their way, further ones are refused until receipts have gone out.",
			"On ESME_RMSGQFUL (0x14) pause and send the same message again: it is about room, and there is room as soon as receipts have gone out.", number("messages", 10, 1, 10_000)},
		{"refusing", g, "Every message is refused with one code: 0x0B is an invalid destination.",
			"Read from the code whether it helps to try again: an invalid destination (0x0B) fails for good, with the reason in words. What passes by itself is tried again later.", Param{Kind: StatusParam, Default: "0x0B"}},
		{"some refused", g, "Per cent of messages for each code; \"none\" is taken, but its answer is lost.",
			"Throttled and full queues wait and go again, invalid numbers fail. A message whose answer is lost is unknown: the link's setting says whether it goes again, marked as a possible duplicate, is held, or fails.", Param{Kind: StatusMix, Default: "0x58:5, 0x14:3, 0x0B:2"}},
		{"answers late", g, "Each answer waits; meanwhile the window of unanswered messages fills.",
			"Fill the window, then wait for a place in it. A larger window makes up for late answers; the response timeout says from when on an answer counts as lost.", number("ms", 500, 1, 600_000)},
		{"jitter", g, "Answers and receipts wait up to so much longer, each by a time of its own.",
			"Rely on no distance between two answers, nor between an answer and its receipt.", number("ms", 300, 1, 600_000)},
		{"answers out of order", g, "Answers leave in reverse, four at a time: the sequence number tells which is whose.",
			"Match each answer to its request by the sequence number, never by its turn.", Param{}},
	}
}

func receiptScenarios() []Scenario {
	const g = ReceiptScenarios
	return []Scenario{
		{"silent", g, "Messages are accepted, receipts never come.",
			"Leave the messages accepted: nobody knows more of them. Without a receipt nothing counts as delivered.", Param{}},
		{"some fail", g, "Per cent of messages for each final state; \"none\" never gets a receipt.",
			"Show UNDELIV and REJECTD as failed and EXPIRED as expired, with the network's error code. What never gets a receipt stays accepted.", Param{Kind: StateMix, Default: "UNDELIV:5, EXPIRED:2, none:1"}},
		{"receipts late", g, "Receipts come so much later.",
			"Keep the message accepted until its receipt comes, be it after days and after a restart.", number("seconds", 10, 1, 86_400)},
		{"receipts first", g, "The receipt overtakes the answer: nobody knows its id yet.",
			"Keep a receipt whose id nobody knows yet, and look for its message again at each new answer.", Param{}},
		{"receipts twice", g, "Each receipt comes two times; the second must change nothing.",
			"Answer both with ESME_ROK, or they come again and again; the second changes nothing.", Param{}},
		{"ids in hex", g, "The answer names the id in hexadecimal, the receipt in decimal: one number, two texts.",
			"Look for the id as it is, then from hexadecimal to decimal and back. Relay remembers the form in which a provider writes it.", Param{}},
		{"receipts in hex", g, "The answer names the id in decimal, the receipt in hexadecimal.",
			"Try the same forms the other way round. A message's details say by which one its receipt was matched.", Param{}},
		{"receipts padded", g, "The receipt's id has leading zeros that the answer's has not.",
			"Compare the ids without leading zeros when they differ as they are.", Param{}},
		{"receipts without fields", g, "Only id and stat are there: no counters, dates, error or text. The form is only an example.",
			"Need nothing but id and stat. The form in SMPP 3.4, appendix B, is an example and no rule.", Param{}},
		{"receipts in TLVs", g, "The text is empty; receipted_message_id and message_state tell (not in 3.3).",
			"Believe receipted_message_id and message_state rather than the text: they need no parsing.", Param{}},
		{"receipts by data_sm", g, "Receipts come in data_sm, which has TLVs and no short_message (not in 3.3).",
			"Look at esm_class in a data_sm too: with the bits of a receipt it is one. Answer it with data_sm_resp.", Param{}},
	}
}

func linkScenarios() []Scenario {
	const g = LinkScenarios
	after := number("s after bind", 10, 1, 86_400)
	return []Scenario{
		{"link closed", g, "The connection is closed (FIN) without an unbind.",
			"Bind again by itself, after growing waits. What was sent and not answered is unknown, and the link's setting says whether it goes again; all else waits in the queue.", after},
		{"link reset", g, "The connection is cut (RST), as by a firewall or a crash.",
			"Do as after a closed link. What had its answer is safe, also when the cut comes at the next octet.", after},
		{"link silent", g, "The connection stays open, but nothing comes any more: only enquire_link finds out.",
			"Ask with enquire_link after a silence (30 s, a setting of the link). When no answer comes, end the session and bind again.", after},
		{"link unbound", g, "The message centre signs off in good order (unbind).",
			"Answer what is still open, then the unbind, and close. Bind again after a wait: a message centre that signs off in good order comes back.", after},
		{"garbage", g, "32 random octets come where a PDU should begin.",
			"Answer with generic_nack (ESME_RINVCMDLEN) and close: behind a length that can't be, nothing can be read. Then bind again.", after},
		{"wrong lengths", g, "A PDU says another length than it has: what follows can not be trusted.",
			"Never guess where the next PDU begins: answer with generic_nack, close, and bind again.", after},
		{"slow reader", g, "Only so many octets a second are read: the sender's buffers fill.",
			"Let messages wait in the queue and not in memory: never more than a window of them is on its way.", number("octets/s", 200, 50, 1_000_000)},
		{"mute enquire_link", g, "enquire_link gets no answer, all else works.",
			"While something comes, nothing happens: any octet shows that the link lives. In a silence an enquire_link without an answer ends the session, and Relay binds again.", Param{}},
		{"bind refused", g, "New binds are refused with this code; who is bound stays.",
			"A wrong system id or password waits for you, since trying again could lock the account. After any other code Relay tries again, with growing waits.", Param{Kind: StatusParam, Default: "0x0D"}},
	}
}

func incomingScenarios() []Scenario {
	const g = IncomingScenarios
	return []Scenario{
		{"echo", g, "Each text comes back from the number it went to.",
			"Show each as an answer of that number, in its conversation.", Param{}},
		{"script", g, "A text that contains a word gets its reply; * is any text.",
			"Show the answers in their conversation; auto-replies and the words for opting out act on them.", Param{Kind: ScriptParam, Default: "hello:Hi, who is this?; *:Thank you"}},
		{"phones write", g, "A phone sends a short text, again and again.",
			"Store each text before its deliver_sm_resp: then none is lost, whenever Relay ends.", number("s apart", 10, 1, 86_400)},
		{"phones write long", g, "A phone sends a text of three parts, again and again.",
			"Join the parts by the reference in their headers, and show one message.", number("s apart", 10, 1, 86_400)},
		{"parts shuffled", g, "The parts of a long incoming text come last one first.",
			"Put the parts in order by their numbers, not as they came.", Param{}},
		{"part late", g, "The last part of a long incoming text comes so much later than the others.",
			"Show what came with a mark for what is missing, and put the part into its place when it comes.", number("seconds", 10, 1, 86_400)},
		{"part missing", g, "The last part of a long incoming text never comes.",
			"Show what came with a mark for what is missing, and the whole text should the part come after all.", Param{}},
	}
}

func number(unit string, usual, low, high int) Param {
	return Param{Kind: NumberParam, Unit: unit, Default: strconv.Itoa(usual), Min: low, Max: high}
}

// ScenarioByName finds a row, or makes a scenario of a mix of rows.
func ScenarioByName(name string) (Scenario, bool) {
	m, err := ParseMix(name)
	if err != nil {
		return Scenario{}, false
	}
	if len(m) == 1 {
		row, _ := scenarioRow(m[0].Name)
		row.Name = m.String() // with its value
		return row, true
	}
	if len(m) == 0 {
		return Scenarios()[0], true
	}
	return Scenario{Name: m.String(), Help: "A mix of scenarios."}, true
}

// TestDigit explains what the last digit of a number in the test range +999
// makes the simulator do.
type TestDigit struct {
	Digit byte
	Help  string
}

// TestDigits are the rules of the test range, by last digit.
func TestDigits() []TestDigit {
	return []TestDigit{
		{'0', "delivered"},
		{'1', "expires"},
		{'2', "is deleted"},
		{'3', "undeliverable"},
		{'4', "accepted only"},
		{'5', "rejected at once: invalid destination"},
		{'6', "throttled three times, then delivered"},
		{'7', "never gets a receipt"},
		{'8', "gets its receipt before the answer"},
		{'9', "answered after three seconds"},
	}
}
