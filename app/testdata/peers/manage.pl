# An ESME written with Net::SMPP that queries, replaces and cancels what it
# submitted, and submits to many at once; prints one JSON object as manage.js
# does, without what failed: Net::SMPP does not tell that.
#
#   perl manage.pl PORT SYSTEM_ID PASSWORD WAITING_NUMBER DELIVERED_NUMBER
use strict;
use warnings;
use Net::SMPP;

$SIG{ALRM} = sub { die "timeout\n" };
alarm 30;
my ($port, $system_id, $password, $waiting, $delivered) = @ARGV;
my ($smpp, $resp) = Net::SMPP->new_transceiver('127.0.0.1', port => $port, smpp_version => 0x34, async => 0, system_id => $system_id, password => $password);
die "no answer to the bind\n" unless $resp;
die "bind refused: " . $resp->explain_status . "\n" if $resp->status;
my @receipts;

# take handles a receipt; false for anything else.
sub take {
	my ($pdu) = @_;
	return 0 unless $pdu->cmd == Net::SMPP::CMD_deliver_sm;
	$smpp->deliver_sm_resp(seq => $pdu->seq, message_id => '');
	$pdu->{short_message} =~ /id:(\S+).*stat:(\S+)/ or die "no receipt: $pdu->{short_message}\n";
	push @receipts, "{\"id\":\"$1\",\"stat\":\"$2\",\"from\":\"$pdu->{source_addr}\"}";
	return 1;
}

# answer waits for the response to a request and takes receipts meanwhile.
sub answer {
	my ($seq) = @_;
	while (1) {
		my $pdu = $smpp->read_pdu or die "the connection ended\n";
		next if take($pdu);
		return $pdu if $pdu->seq == $seq;
	}
}

my @from = (source_addr => 'Peer', source_addr_ton => 5, source_addr_npi => 0);
my @to = (destination_addr => $waiting, dest_addr_ton => 1, dest_addr_npi => 1);
my $one = answer($smpp->submit_sm(@from, @to, registered_delivery => 1, short_message => 'first', async => 1));
my $id = $one->{message_id};
my $query = answer($smpp->query_sm(message_id => $id, @from, async => 1));
my $replace = answer($smpp->replace_sm(message_id => $id, @from, schedule_delivery_time => '', validity_period => '', registered_delivery => 1,
	sm_default_msg_id => 0, short_message => 'second', async => 1));
my $stranger = answer($smpp->query_sm(message_id => $id, source_addr => 'Other', source_addr_ton => 5, source_addr_npi => 0, async => 1));
my $cancel = answer($smpp->cancel_sm(service_type => '', message_id => $id, @from, @to, async => 1));
my $again = answer($smpp->cancel_sm(service_type => '', message_id => $id, @from, @to, async => 1));
my $gone = answer($smpp->query_sm(message_id => $id, @from, async => 1));
my $second = substr($delivered, 0, -2) . '20';
my $multi = answer($smpp->submit_multi(@from, destination_addr => [$delivered, 'friends', $second], dest_flag => [1, 2, 1], dest_addr_ton => [1, 0, 1],
	dest_addr_npi => [1, 0, 1], registered_delivery => 1, short_message => 'to many', async => 1));
while (@receipts < 3) { take($smpp->read_pdu or die "the connection ended\n") }
printf '{"message_id":"%s","query":%d,"state":%d,"replace":%d,"stranger":%d,"cancel":%d,"again":%d,"gone":%d,"final_date":"%s","multi":%d,"multi_id":"%s","receipts":[%s]}' . "\n",
	$id, $query->status, $query->{message_state}, $replace->status, $stranger->status, $cancel->status, $again->status, $gone->{message_state},
	length($gone->{final_date}) ? 'set' : '', $multi->status, $multi->{message_id}, join(',', @receipts);
$smpp->unbind;
