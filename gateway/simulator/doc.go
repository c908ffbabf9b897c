// Package simulator is the built-in message centre: it takes binds and
// messages, gives ids, sends receipts after a delay and answers texts that
// begin with "reply ". In the test range +999 the last digit of a number decides
// what happens to its message.
//
// A mix of scenarios (gateway.Mix) decides the rest. It is read into plain
// values (rules), of which a message takes what concerns it when it is
// submitted (fate). Faults of a link that need its octets are in line, which
// lies between the session and the connection.
//
// It is reached inside the process (Dial) or over TCP (Serve). Each session has
// its own goroutines (package session); delays are timers.
package simulator
