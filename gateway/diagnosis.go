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

// StepFault is how a step failed, where that tells causes apart.
type StepFault uint8

const (
	FaultOther   StepFault = iota
	FaultRefused           // the other side said no: to the connection, or to the bind with a status
	FaultSilent            // no answer in time
	FaultForeign           // what answered does not speak SMPP
	FaultCut               // the other side ended the connection
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
