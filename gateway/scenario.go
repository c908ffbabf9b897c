package gateway

// Scenario is a way for the simulator to behave.
type Scenario struct {
	Name string
	Help string // one line
}

// Scenarios are the rows of the simulator's behaviour.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "normal", Help: "Everything is delivered after a second; in the test range +999 the last digit decides."},
		{Name: "slow", Help: "Answers take half a second, receipts ten."},
		{Name: "busy", Help: "More than five messages a second are throttled."},
		{Name: "silent", Help: "Messages are accepted, receipts never come."},
		{Name: "refusing", Help: "Every message is refused: the destination is invalid."},
	}
}

// ScenarioByName finds a row.
func ScenarioByName(name string) (Scenario, bool) {
	for _, s := range Scenarios() {
		if s.Name == name {
			return s, true
		}
	}
	return Scenario{}, false
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
