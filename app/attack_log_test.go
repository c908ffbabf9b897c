package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// client is an application that binds to a port of this computer.
func client(t *testing.T, port int) *session.Session {
	t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	s := session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 10, ResponseTimeout: limit, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: taker{}})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = s.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	if _, err := s.Bind(ctx, session.BindRequest{Type: session.Transceiver, SystemID: "shop", Password: "s3cret", InterfaceVersion: byte(smpp.V34)}); err != nil {
		t.Fatal(err)
	}
	return s
}

// taker answers everything with ESME_ROK.
type taker struct{}

func (taker) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (taker) Bound(*session.Session) {}
func (taker) Batch(*session.Session) {}
func (taker) Request(s *session.Session, p *smpp.PDU) {
	if p.ID.HasResponse() {
		_ = s.Reply(p.Resp(smpp.ROK))
	}
}

func message(from, to, text string) *smpp.PDU {
	return smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, from).SetStr(smpp.FieldDestinationAddr, to).SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, text)
}

// answered sends a request and expects its answer's status.
func answered(t *testing.T, s *session.Session, p *smpp.PDU, want smpp.Status) *smpp.PDU {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	resp, err := s.Do(ctx, p)
	if err != nil || resp.Status != want {
		t.Fatalf("%s: %v %v, want %s", p.ID, resp, err, want.Name())
	}
	return resp
}

// A text and the numbers of its message go through everything that Relay does
// with one, well or not, and no log and no temporary file has them afterwards.
func TestPlantedTextStaysOutOfLogs(t *testing.T) {
	const text, number, sender = "Zaphod meets Trillian at 7", "36301234567", "36209876543"
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	folder, port := t.TempDir(), freePort(t)
	config := strings.Replace(officeConfig(port), "max_binds", "senders = [\"Shop\", \"3620*\"]\nmax_binds", 1) + `
[[route]]
account = "shop"
to = "1*"
link = "reject"

[[route]]
account = "shop"
to = "44*"
link = "provider"
` + providerConfig(freePort(t), "shop", "secret", "max_queue_age = \"1s\"")
	// The first rule that fits wins, so the general one comes last.
	rule := "[[route]]\naccount = \"shop\"\nlink = \"simulator\"\n"
	config = strings.Replace(config, rule, "", 1) + rule
	p := serving(t, folder, "--config", write(t, config))
	at(t, folder, "send", "--link", "simulator", "--from", sender, "--to", "+"+number, "--wait", "receipt", text)
	if code, _, _ := run(t, "", append(flags(folder), "send", "--link", "provider", "--from", sender, "--to", "+"+number, "--wait", "accepted", "--timeout", "3s", text)...); code != 1 {
		t.Errorf("a message that expires: exit %d", code)
	}
	s := client(t, port)
	id := answered(t, s, message(sender, number, text), smpp.ROK).Str(smpp.FieldMessageID)
	answered(t, s, message("Bank", number, text), smpp.RINVSRCADR)
	answered(t, s, message(sender, "1"+number, text), smpp.RINVDSTADR)
	waits := answered(t, s, message(sender, "44"+number[2:], text), smpp.ROK).Str(smpp.FieldMessageID)
	for _, c := range []smpp.CommandID{smpp.QuerySM, smpp.ReplaceSM, smpp.CancelSM} {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		for _, id := range []string{id, waits, "1"} {
			q := smpp.New(c).SetStr(smpp.FieldMessageID, id).SetStr(smpp.FieldSourceAddr, sender)
			if c == smpp.ReplaceSM {
				q.SetStr(smpp.FieldShortMessage, text)
			}
			if _, err := s.Do(ctx, q); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
	}
	answered(t, s, smpp.New(smpp.DataSM).SetStr(smpp.FieldSourceAddr, sender).SetStr(smpp.FieldDestinationAddr, number).AddTLV(smpp.TagMessagePayload, []byte(text)), smpp.ROK)
	// What is malformed, and what comes before a bind.
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(limit))
	frame, err := message(sender, number, text).Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	cut := append([]byte{0, 0, 0, byte(len(frame) - 3)}, frame[4:len(frame)-3]...)
	if _, err := conn.Write(append(append(frame, cut...), 0, 0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	for buf := make([]byte, 512); ; {
		if _, err := conn.Read(buf); err != nil {
			break
		}
	}
	p.terminate()
	if list := listed(t, folder); len(list) < 5 || list[len(list)-1].Text != text {
		t.Fatalf("%d messages are stored: the text went nowhere", len(list))
	}
	search := func(what, in string) {
		for _, word := range []string{text, "Trillian", hex.EncodeToString([]byte(text)), number, sender, hex.EncodeToString([]byte(number))} {
			if strings.Contains(strings.ToLower(in), strings.ToLower(word)) {
				t.Errorf("%s has %q:\n%s", what, word, in)
			}
		}
	}
	if !strings.Contains(p.stderr(), "this sender is not allowed") {
		t.Errorf("the log says:\n%s", p.stderr())
	}
	search("the log", p.stderr())
	for _, root := range []string{folder, temporary} {
		err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "relay.db") { // which is where messages are
				return err
			}
			b, err := os.ReadFile(name)
			if err == nil {
				search(name, string(b))
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// A stranger's octets do not reach a terminal: neither by the log nor by what
// the commands print.
func TestStrangersOctetsAreHarmless(t *testing.T) {
	const evil = "\x1b]0;x\a\n\r\x7f\x9b2J"
	folder, port := t.TempDir(), freePort(t)
	config := strings.Replace(officeConfig(port), `"simulator"`, `"inbox"`, 1)
	p := serving(t, folder, "--config", write(t, config))
	s := client(t, port)
	answered(t, s, message("A"+evil[:8], "B"+evil[:8], "text "+evil), smpp.ROK)
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(limit))
	bind, err := smpp.New(smpp.BindTransmitter).SetStr(smpp.FieldSystemID, "root"+evil[:8]).SetStr(smpp.FieldPassword, "pass").Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write(bind); err != nil {
		t.Fatal(err)
	}
	for buf := make([]byte, 512); ; {
		if _, err := conn.Read(buf); err != nil {
			break
		}
	}
	outputs := map[string]string{}
	for _, command := range [][]string{{"messages"}, {"messages", "--json"}, {"pdus"}, {"pdus", "--json"}} {
		outputs[strings.Join(command, " ")] = at(t, folder, command...)
	}
	_, outputs["decode"], _ = run(t, "", "decode", hex.EncodeToString(bind))
	_, outputs["decode --json"], _ = run(t, "", "decode", "--json", hex.EncodeToString(bind))
	p.terminate()
	outputs["the log"] = p.stderr()
	if !strings.Contains(outputs["the log"], "there is no such account") || !strings.Contains(outputs["messages"], "text ") || !strings.Contains(outputs["decode"], "root") {
		t.Fatalf("nothing of it was shown: %q", outputs)
	}
	for what, out := range outputs {
		for _, c := range out {
			if c != '\n' && (c < ' ' || c >= 0x7F && c < 0xA0 || c == 0xFFFD && what == "the log") {
				t.Errorf("%s has %q:\n%q", what, c, out)
				break
			}
		}
	}
	for line := range strings.Lines(outputs["the log"]) {
		if !strings.HasPrefix(line, "time=") {
			t.Errorf("a line of its own: %q", line)
		}
	}
}
