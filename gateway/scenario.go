package gateway

import "strconv"

// Scenario is a way for the simulator to behave: a row of its table, or a mix
// of rows.
type Scenario struct {
	Name  string
	Group ScenarioGroup
	Help  string // one line
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
		{Name: Normal, Help: "Everything is delivered after a second; in the test range +999 the last digit decides."},
	}, answerScenarios()...), receiptScenarios()...), linkScenarios()...), incomingScenarios()...)
}

// Normal is the name of the empty mix.
const Normal = "normal"

func answerScenarios() []Scenario {
	const g = AnswerScenarios
	return []Scenario{
		{"slow", g, "Answers take half a second, receipts ten.", Param{}},
		{"busy", g, "Above so many messages a second the rest is throttled: slow down, then try again.", number("a second", 5, 1, 10_000)},
		{"queue full", g, "With so many messages on their way, further ones are refused until receipts have gone out.", number("messages", 10, 1, 10_000)},
		{"refusing", g, "Every message is refused with one code: 0x0B is an invalid destination.", Param{Kind: StatusParam, Default: "0x0B"}},
		{"some refused", g, "Per cent of messages for each code; \"none\" is taken, but its answer is lost.", Param{Kind: StatusMix, Default: "0x58:5, 0x14:3, 0x0B:2"}},
		{"answers late", g, "Each answer waits; meanwhile the window of unanswered messages fills.", number("ms", 500, 1, 600_000)},
		{"jitter", g, "Answers and receipts wait up to so much longer, each by a time of its own.", number("ms", 300, 1, 600_000)},
		{"answers out of order", g, "Answers leave in reverse, four at a time: the sequence number tells which is whose.", Param{}},
	}
}

func receiptScenarios() []Scenario {
	const g = ReceiptScenarios
	return []Scenario{
		{"silent", g, "Messages are accepted, receipts never come.", Param{}},
		{"some fail", g, "Per cent of messages for each final state; \"none\" never gets a receipt.", Param{Kind: StateMix, Default: "UNDELIV:5, EXPIRED:2, none:1"}},
		{"receipts late", g, "Receipts come so much later.", number("seconds", 10, 1, 86_400)},
		{"receipts first", g, "The receipt overtakes the answer: nobody knows its id yet.", Param{}},
		{"receipts twice", g, "Each receipt comes two times; the second must change nothing.", Param{}},
		{"ids in hex", g, "The answer names the id in hexadecimal, the receipt in decimal: one number, two texts.", Param{}},
		{"receipts in hex", g, "The answer names the id in decimal, the receipt in hexadecimal.", Param{}},
		{"receipts padded", g, "The receipt's id has leading zeros that the answer's has not.", Param{}},
		{"receipts without fields", g, "Only id and stat are there: no counters, dates, error or text. The form is only an example.", Param{}},
		{"receipts in TLVs", g, "The text is empty; receipted_message_id and message_state tell (not in 3.3).", Param{}},
		{"receipts by data_sm", g, "Receipts come in data_sm, which has TLVs and no short_message (not in 3.3).", Param{}},
	}
}

func linkScenarios() []Scenario {
	const g = LinkScenarios
	after := number("s after bind", 10, 1, 86_400)
	return []Scenario{
		{"link closed", g, "The connection is closed (FIN) without an unbind.", after},
		{"link reset", g, "The connection is cut (RST), as by a firewall or a crash.", after},
		{"link silent", g, "The connection stays open, but nothing comes any more: only enquire_link finds out.", after},
		{"link unbound", g, "The message centre signs off in good order (unbind).", after},
		{"garbage", g, "32 random octets come where a PDU should begin.", after},
		{"wrong lengths", g, "A PDU says another length than it has: what follows can not be trusted.", after},
		{"slow reader", g, "Only so many octets a second are read: the sender's buffers fill.", number("octets/s", 200, 50, 1_000_000)},
		{"mute enquire_link", g, "enquire_link gets no answer, all else works.", Param{}},
		{"bind refused", g, "New binds are refused with this code; who is bound stays.", Param{Kind: StatusParam, Default: "0x0D"}},
	}
}

func incomingScenarios() []Scenario {
	const g = IncomingScenarios
	return []Scenario{
		{"echo", g, "Each text comes back from the number it went to.", Param{}},
		{"script", g, "A text that contains a word gets its reply; * is any text.", Param{Kind: ScriptParam, Default: "hello:Hi, who is this?; *:Thank you"}},
		{"phones write", g, "A phone sends a short text, again and again.", number("s apart", 10, 1, 86_400)},
		{"phones write long", g, "A phone sends a text of three parts, again and again.", number("s apart", 10, 1, 86_400)},
		{"parts shuffled", g, "The parts of a long incoming text come last one first.", Param{}},
		{"part missing", g, "The last part of a long incoming text never comes.", Param{}},
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
