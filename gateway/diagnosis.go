package gateway

import (
	"time"

	"relay/gateway/smpp"
)

// StepResult is the outcome of one step of a connection test.
type StepResult uint8

const (
	StepOK StepResult = iota
	StepWarn
	StepFail
	StepSkipped // not run, because one before it failed or it does not apply
)

// DiagnosisStep is one step of a connection test: resolve, connect, tls, bind,
// enquire_link, unbind.
type DiagnosisStep struct {
	Name   string
	Result StepResult
	Took   time.Duration
	Detail string   // what was seen, in plain words
	Advice []string // what to do, likeliest first
	PDUs   []PDURecord
	Fault  StepFault   // of StepFail
	Status smpp.Status // with which a bind was refused
	From   string      // the address from which a connection was made; "" for others
}
