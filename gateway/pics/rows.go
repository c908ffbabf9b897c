package pics

import "relay/gateway/smpp"

// Does is what one side of Relay does with a command.
type Does uint8

const (
	Nothing Does = iota // not this side's to send or take: it is decoded and shown
	Sends               // by itself, or when the user asks
	Answers             // with its own response, and acts on it
	Takes               // acts on it; the command has no response
	Both                // sends it, and answers or takes it
	Refuses             // answers with ESME_RINVCMDID
)

var words = [...]string{"–", "sends", "answers", "takes", "sends and answers", "refuses (ESME_RINVCMDID)"}

func (d Does) String() string { return words[d] }

// Row is one request command: what the client link (an ESME), the server link
// (a message centre) and the built-in simulator (another) do with it, and the
// tests that show what the answers alone do not.
type Row struct {
	Command   smpp.CommandID
	Client    Does
	Server    Does
	Simulator Does
	Tests     []string
	Note      string
}

// Rows is the table of commands.
func Rows() []Row {
	return []Row{
		{Command: smpp.BindTransmitter, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestPeerClients", "TestAnswers"}},
		{Command: smpp.BindReceiver, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestPeerClients", "TestAnswers"}},
		{Command: smpp.BindTransceiver, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestPeerClients", "TestPeerServer", "TestPeerKannel"}},
		{Command: smpp.Outbind, Client: Takes, Server: Sends, Tests: []string{"TestOutbindFromTheProvider", "TestOutbindToAnApplication"}, Note: "a client link listens for it where outbind_listen is set"},
		{Command: smpp.Unbind, Client: Both, Server: Both, Simulator: Both, Tests: []string{"TestPeerClients"}},
		{Command: smpp.EnquireLink, Client: Both, Server: Both, Simulator: Both, Tests: []string{"TestPeerKannel"}},
		{Command: smpp.SubmitSM, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestPeerClients", "TestPeerServer", "TestLongTextsAsTheLinkWants"}},
		{Command: smpp.SubmitMulti, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestSubmitMultiAsClient", "TestSubmitMultiTakesWhatItCan", "TestPeerManages"}, Note: "distribution lists are refused one by one with ESME_RINVDLNAME"},
		{Command: smpp.DataSM, Client: Answers, Server: Both, Simulator: Answers, Tests: []string{"TestReceiptsAsAsked"}, Note: "the server sends receipts so where an account wants that"},
		{Command: smpp.DeliverSM, Client: Answers, Server: Sends, Simulator: Sends, Tests: []string{"TestPeerServer", "TestPeerClients", "TestIncomingPartsJoin"}},
		{Command: smpp.QuerySM, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestQueryTellsTheState", "TestAskCancelAndReplaceAtTheProvider", "TestPeerManages"}},
		{Command: smpp.CancelSM, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestCancelTakesBackWhatWaits", "TestAskCancelAndReplaceAtTheProvider", "TestPeerManages"}},
		{Command: smpp.ReplaceSM, Client: Sends, Server: Answers, Simulator: Answers, Tests: []string{"TestReplaceChangesWhatWaits", "TestAskCancelAndReplaceAtTheProvider", "TestPeerManages"}},
		{Command: smpp.AlertNotification, Client: Takes, Server: Sends, Simulator: Sends, Tests: []string{"TestAlertReachesTheAccount"}},
		{Command: smpp.BroadcastSM, Server: Refuses, Simulator: Answers, Note: "no link has a cell broadcast centre behind it"},
		{Command: smpp.QueryBroadcastSM, Server: Refuses, Simulator: Answers},
		{Command: smpp.CancelBroadcastSM, Server: Refuses, Simulator: Answers},
		{Command: smpp.QueryLastMsgs, Server: Refuses, Simulator: Answers},
		{Command: smpp.QueryMsgDetails, Server: Refuses, Simulator: Answers},
		{Command: smpp.ParamRetrieve, Server: Refuses, Simulator: Answers},
		{Command: smpp.GenericNack.Request(), Client: Both, Server: Both, Simulator: Both, Note: "only where no response can be made: unknown command, impossible length"},
	}
}

// Name is the row's command; generic_nack has no request of its own.
func (r Row) Name() string {
	if r.Command == smpp.GenericNack.Request() {
		return smpp.GenericNack.String()
	}
	return r.Command.String()
}

// In tells whether a version has the command.
func (r Row) In(v smpp.Version) bool {
	if r.Command == smpp.GenericNack.Request() {
		return true
	}
	return r.Command.In(v)
}
