package sample

import (
	"context"
	"fmt"
	"time"

	"relay/gateway"
	"relay/storage"
)

// Fill writes people, the opt-out list, the past and a campaign that is over.
// The configuration is the engine's to apply.
func Fill(ctx context.Context, db *storage.DB, now time.Time) error {
	if _, err := db.MergeContacts(ctx, People()); err != nil {
		return fmt.Errorf("contacts: %w", err)
	}
	if _, err := db.AddOptOuts(ctx, OptOuts(now)...); err != nil {
		return fmt.Errorf("opt-out list: %w", err)
	}
	if err := db.Save(ctx, "window.first-delivered", true); err != nil { // nobody is new here
		return err
	}
	if err := write(ctx, db, func(tx *storage.Tx) error { return fill(tx, now) }); err != nil {
		return fmt.Errorf("messages: %w", err)
	}
	return nil
}

func fill(tx *storage.Tx, now time.Time) error {
	list, err := Messages(now)
	if err != nil {
		return err
	}
	for _, m := range list {
		if err := tx.InsertMessage(&m); err != nil {
			return err
		}
		for _, tag := range m.Tags {
			if err := tx.TagMessage(m.ID, tag); err != nil {
				return err
			}
		}
		for _, p := range m.PartList {
			if p.ReceiptStat == "" {
				continue
			}
			r := gateway.Receipt{Link: m.Link, MessageID: m.ID, PartID: p.ID, ProviderID: p.ProviderID, MatchedBy: "literal", From: m.To, To: m.From, Stat: p.ReceiptStat, Err: p.ReceiptErr, DoneAt: m.DoneAt, ReceivedAt: m.DoneAt, Times: 1}
			if err := tx.InsertReceipt(&r); err != nil {
				return err
			}
		}
	}
	if err := tx.AddTraffic(Traffic(now)); err != nil {
		return err
	}
	if err := tx.AddLinkChanges(LinkChanges(now)); err != nil {
		return err
	}
	c, rows := PastCampaign(now)
	if err := tx.InsertCampaign(&c); err != nil {
		return err
	}
	if err := tx.InsertCampaignRows(c.ID, rows); err != nil {
		return err
	}
	return tx.UpdateCampaign(&c)
}

// write runs fn in the writer's transaction and waits for its commit.
func write(ctx context.Context, db *storage.DB, fn func(*storage.Tx) error) error {
	done := make(chan error, 1)
	db.Write(fn, func(err error) { done <- err })
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
