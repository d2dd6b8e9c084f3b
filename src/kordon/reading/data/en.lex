# English concepts; see ru.lex for the format. Entries are base forms.
[NONE]
in line with; on line; line up with; production line; bottom line; in the short run; hit record; hit a record; hit high; record label; strike a deal; strike price; strike balance; strike a balance; strike agreement; =struck a deal; =struck an agreement
check in; reality check; check out; open source; open letter; open fire; open question; open day; open championship; us open; on the back burner; data base; customer base; tax base; naval academy; held talks; hold talks; =held a meeting; hold meeting; hold press conference; hold election; =held on; hold its own; on hold for; take hold; hold that; =holding company
=close to; =close at; =closely; =close ties; =closed higher; =closed lower; =closed at; =close friend; share close; =close relations; deal close; =close deal; =close the deal; =closing price; electronic queue; e queue; =closer; =closest; close season; close race
stop short; bus stop; non stop; truck stop; =stop at; full stop
interest rate; exchange rate; inflation rate; birth rate; unemployment rate; mortality rate; tax rate; rate cut; rate hike; success rate; discount rate; key rate; base rate; policy rate; growth rate; participation rate
exercise caution; exercise right; exercise option; physical exercise; exercise control; exercise restraint
heart attack; terror attack; attack on goal; cyber attack; attacking midfielder; counter attack; panic attack; verbal attack; attack ad; personal attack
in transit to; building; =buildings; build up; build on; =built on
labor day; general election; lightning strike; strike zone; strike rate; strike force; first strike; strikeout; =strikers; =striker; strike partner
hunger strike; climate strike
travel ban; smoking ban; ban on smoking; driving ban; abortion ban; ban on protest; lifetime ban; visa ban; entry ban; social media ban; match ban; ban from stadium
capacity building; in his capacity; capacity crowd; capacity as
cover charge; cover story; waiting list; wait and see; =wait until; =waiting for the results; =can't wait
high risk of flooding; at the expense; open interest; block of flats; tower block; road block ahead; building block; block trade
drop off; drop in temperature; drop out; rise to fame; rise to power; fall in love; fall short; fall behind
as expected; =expected to win; =expected to attend; =as of; in force; task force; air force one; armed robbery; labour party; labour market; labor market; united states; united nations; in check; in the air; passenger record; world record; record holder; criminal record; track record
port side; laptop port; usb port; seat belt; conveyor; cruise line; pick up line; front line; punch line; dead line; contact line; pipeline of project; project pipeline
open-top; open top; open hatch; open market; open for business; close ties; close contact; stop falling; stopped falling; stop rising; stopped rising; short of; struck a deal; hit the lowest; hit the highest; hit a high; the block of; power station; close the gap; put on hold the
container line; container lines; shipping line; shipping lines; rail line; airline; pipe line; hotline; front lines; picket line; supply line; lines of credit
rail holding; holding group; holding said; state holding; hold a stake
million people; credit rating; cut in half; cut the price; cut rates; cut costs
=closer to
[QUEUE]
queue; backlog; congestion; tailback; pile up; pileup; line of truck; line of lorry; line of vehicle; truck line; queue of truck; gridlock; bottleneck; bunching; jam; traffic jam; long line; =lines of trucks; =lines at the border; build up of truck; build up of container; build up of vessel; stack; logjam; =the line; =lines; congest; congested; =the longest lines; long queue; traffic buildup; buildup; clog; clogged; snarl
[QUEUEV]
strand; stranded; stick; stuck; =stuck; idle; idling; =lined up; line up; =lining up; pile up; =piled up; =piling up; accumulate; anchor off; =anchored; =anchored off; at anchor; at anchorage; queue; =queued; =queuing; =queueing; =backed up; back up; =stretches; stretch; =stand idle; =standing idle; =stood idle; =held up; =parked; =bunched; amass; =waiting; =trapped at; =trapped in; =caught in
stranding; piled up; piling up; waiting at anchor; drift; drifting; lined up; bottled up; held up; queuing; queueing; parked
registered for; registered to cross; had registered; are registered; bunkered down; rot; wait their turn; languish; languishing; languished; trapped by ice; locked in ice; stand in line; stand idle; await; awaiting; lie at anchor; lie idle; slow steaming outside
maroon; marooned; idling off; bottled; stacked up; stacking up; backed up; kept waiting; spend days; sleep in their cabs; holed up; log-jammed
[DELAY]
delay; =delayed; hold up; =running late; slowdown
[STANDSTILL]
stand; wait; remain; await; stop; halt; =stopped; =halted; =held; sit
[WAIT]
wait; waiting time; wait time; =waiting; =waits; =waited; =await; =awaiting; =delays of; delay; waiting; dwell time; queueing time; time to cross
[EXPECT]
=are seen; =is seen; expect; expected; forecast; could; anticipate; project; predict; likely; foresee; outlook; scenario; =may; =might; estimate that; brace; =look set to; prospect; set to worsen; =would
[RISK]
risk; fear; threaten; threat; loom; jeopardise; jeopardize; danger; concern; uncertainty; vulnerable; worry; at risk; =under threat; risk of disruption; imperil; worsen; escalate; escalation; cloud
flashpoint; chaos; spectre; repeat of; brink; cripple; squeeze; shortage; crunch
[WARN]
warn; warning; caution; alert
[INSPECT]
inspect; inspection; check; screening; screen; scan; scanning; scrutiny; scrutinise; scrutinize; examination; examine; phytosanitary check; weigh; weighing; sampling; verification; verify; search of truck; spot check; x ray; customs control; border control; sanitary control; phytosanitary control; veterinary control; document check; =checked; =checks; paperwork check; border check; =searches; vetting; full unloading; audit of cargo; random check; weighbridge; traceability; quarantine inspection; probe shipment
x-rayed; x-ray; sniffer dog; sniffer dogs; scanner; screened; checked; open up; opened for checks; unload for inspection; sample; weighed; examined; physical examination; spot checks
opened every; open every; sniffed; searched; combing; combed
[CONTROL]
control; procedure; clearance; surveillance
[TIGHTEN]
tighten; tightened; step up; =stepped up; stepped-up; strengthen; toughen; intensify; intensified; increase; additional; extra; stricter; strict; tougher; enhanced; enhance; reinforce; full; blanket; mandatory; new; more thorough; thorough; heighten; heightened; rigorous; expand; extend; introduce; impose; random; 100
[CUSTOMS]
customs; border guard; border service; border agency; inspector; quarantine service; phytosanitary; veterinary; sanitary; quarantine; customs officer; border force; customs service; food safety
[DETAIN]
detain; detention; impound; hold; =held; =holding; =being held; withhold; =trapped; trap; not allowed to leave; =not allowed to leave; bar from leave; prevent from leave; arrest; =seized documents; =kept at; =stopped from leaving; =barred from leaving; refuse permission to leave; =unable to leave; =prevented from leaving; intercept; intercepted; =taken into custody
taken to; taken into; escorted to; escorted into; stopped over; turned in; hold back; kept in port; under arrest; arrested; confined to port; held in; held at; being held; let them leave; not let them leave; will not let
holding; held; keep; refuse to release; turned around; pulled over; towed to
[SEIZE]
seize; seizure; confiscate; confiscation; impound; smuggle; smuggling; contraband; =intercepted; =uncovered
[TURNBACK]
turn back; turn away; =turned back; =turned away; =turning back; =turning away; send back; =sent back; return; reject; =rejected; refuse entry; =refused entry; deny entry; =denied entry; =denied access; redirect to warehouse; expel; deport
[NOTPASS]
not let; not allow; =not allowed; =not letting; =not permitted; refuse to let; refuse to admit; =stopped letting; =no longer allows; =barred from entering; =not admitted; no longer admit
[CLOSE]
close; closure; shut; shutdown; seal; seal off; blockade; barricade; =blocked; =closed; =closing; shutter; paralyse; paralyze; cut off; avalanche; landslide; mudslide; rockfall; wash out; washed out; shut down; impassable
cut the road; cut the line; cut the railway; washed away; flooding; sealed off; cordon off; inaccessible; barricaded
severed; sever; swept away; shuttered
block; closed off
[STOP]
suspend; suspension; halt; stop; stoppage of traffic; pause; discontinue; cease; cancel; cancellation; interrupt; interruption; stall; =stopped; standstill; withdraw service; freeze; break off; cut flow; scrap sailing; =grinds to a halt; grind to a halt; =stops accepting; =stopped accepting; =no longer accepting; =not accepting; blank sailing; disrupt; force majeure; evacuate
no longer call; no longer calls; stop calling; skip; skipping; omit; omitted; omission; blank; blanked; void; withdraw; withdrew from; pull out of; ceased; discontinued; terminate; cancelled; no longer accept; not accepting; stop accepting; not moving; disrupted; disruption; outage; turn away ships
called off; call off; go offline; went offline; offline; scrapped; axed; pausing; paused; knocked out; at a standstill; ground to a halt; brought to a halt; stranded service
[RESTRICT]
restrict; restriction; limit; cap; =capped; curb; partial closure; partially close; one way traffic; alternate traffic; =restricted; convoy only; weight limit; embargo
[NOTWORK]
out of service; out of operation; not working; not operating; not operate; =not operational; =inoperative; out of action; go offline; offline; power outage; outage; malfunction; system failure; it failure; breakdown; broken down; =down for; glitch; =ceased operations; inoperable; blackout; =crashed
[AGROUND]
ground; =grounded; grounding; run aground; =ran aground; aground; sink; =sank; derail; derailment; collide; collision; capsize; crash; =stuck across; accident; allision; wreck
derailments; derailed; collided; ran aground; runs aground; capsized; sank; overturn; overturned; pile-up on
[DIVERT]
divert; diversion; reroute; rerouting; re route; avoid; bypass; detour; =around the cape; sail around; =rerouted; =diverted; stay away from; steer clear; redirect; via cape; round the cape; alternative route
stay out of; keep away from; keep clear of; steer clear of; shun; shunning; absent; bypassing; go around; sailing around; rerouted; switch to; turn back from; transponders off
[REOPEN]
reopen; reopening; re open; unblock; unblocked; =reopened; =open again; =fully open; =opened; open
[RETURN]
return to; =returning to; come back to
come back; return; returned; returning
[RESUME]
resume; resumption; restart; restore; restoration; refloat; refloated; back to normal; return to normal; =back in operation; =back online; =back in service; recover operation; normalise; normalize; =running again; =moving again; =operating again; =accepting again; =flowing again; =return to service; come back online; =back on stream; return to full operation; recommence; =cleared the track; freed; reinstate
once more; once again; running again; moving again; flowing again; back in service; back in operation; allowed to cross again; back on line; back online; reinstated; up and running
[LIFT]
lift; ease; easing; clear; revoke; relax; remove; cancel; scrap; rescind; drop; end; waive; repeal; abolish; =lifted; suspend; =eased; loosen
[RESTRICTION]
restriction; ban; curb; control; measure; moratorium; embargo; blockade; limit; suspension; closure
[NORMAL]
operate normally; =operating normally; business as usual; unaffected; =not affected; =unaffected; as usual; without restriction; without disruption; without delay; normal operation; on schedule; smoothly; =no disruption; =normal mode; no impact; =operating as normal; =running normally; =usual schedule; not disrupted
operating normally; operating as normal; running normally; works normally; is open and; fully operational; without interruption; remain open; remains open; not affected; is not affected; as scheduled; normal operations
is open; are open; remained open; stays open; in operation; working normally; no disruption
[BAN]
ban; prohibit; prohibition; embargo; bar; outlaw; forbid; moratorium; =banned; =barred; prohibitive duty; restrict export; restrict import; export restriction; import restriction; export curb; import curb; restriction on export; restriction on import; curb on export; curb on import; curb export; curb import; limit export; limit import; halt export; halt import; export ban; import ban; stop buying; phase out import; phase out purchase; stop importing; stop exporting; =curbs on exports; =restricts exports; refuse to buy; limit on export; end import; end purchase
not permitted; no longer permitted; is prohibited; forbidden; barred; restricted poultry; outlawed; import halt; suspend imports; suspended imports; halt imports; halted imports; halt exports; halted exports; suspend exports; suspended exports; export controls; stop exports; stopped exports
will not sell; no longer sell; will not export; stop issuing; stopped issuing; refuse to accept; refused to accept; slapped a ban; keep out; bar imports; bar exports; taking out of the country
may no longer transit; may no longer enter; may no longer cross; may no longer export; may no longer import; may no longer carry; may no longer be exported; may no longer be imported; may no longer be carried; may no longer be shipped; may no longer be sold; may not transit; may not enter; may not cross; may not export; may not import; may not carry; may not be exported; may not be imported; may not be carried; may not be shipped; may not be sold
[QUOTA]
quota; licence requirement; license requirement; export licence; export license; import licence; import license; licensing; export permit; import permit; export control
[SANCTION]
sanction; sanctioned; blacklist; designate; designation; secondary sanction; price cap; transaction ban; restrictive measure; sanction package; sanctions package; specially designate; sdn; asset freeze; entity list; sanctions list; export control on russia; sanctions
[TARIFF]
tariff; duty; customs duty; levy; recycling fee; permit rule; permit quota; road permit; permit requirement; carrier permit; excise; port fee; toll; transit fee; anti dumping; antidumping; import tax; export tax; surcharge on vessel; port call fee; cabotage; bilateral permit; transport permit; 90 day rule
[IMPOSE]
impose; imposition; introduce; introduction; take effect; come into force; enter into force; raise; increase; set; extend; extension; slap; adopt; approve; apply; add; include; list; target; double; levy; place; announce; revoke; withdraw; hit; cut; lower; remove; blacklist; hike; join; agree; tighten; enforce; propose; postpone; delay; decision; =placed under; breach; violate; evade; subject; renew; ease; lift; exempt; under; sanction; designate
[PAYMENT]
payment; transfer; settlement; transaction; remittance; correspondent account; lending; loan; letter of credit; insurance cover; war risk cover; credit line; payment processing; yuan payment; p&i cover; trade finance
settlements; transfers; wire; clearing; invoice; invoices; letters of credit; cover
account; accounts; clear payments; payments for; yuan payments; rouble payments; letters of guarantee
[BANK]
bank; lender; insurer; underwriter; p&i club; financial institution; banking; financial; creditor
[REFUSE]
no longer; refuse; refusal; reject; rejection; return; block; freeze; delay; decline; stop; halt; suspend; cancel; withdraw; de risk; close; restrict; =refused; bounce; scrutinise; scrutinize; tighten; hold up; cut off; terminate; cease; problem; difficulty; curb; limit; =unable; sever
send back; sent back; bounced; returned; turn down; turned down; blocked; stop accepting; stopped accepting; withhold; declined; de-risk; cut ties; ended; drag out; take longer
shut; closed; taking up to; take weeks; take months; freezing; froze; suspended
[LEND]
lending; loan; credit; finance; financing
[COMPLIANCE]
compliance; sanction; secondary sanction; sanctions
[ATTACK]
=boarded; attack; strike; drone strike; missile strike; shelling; shell; bomb; bombing; bombard; sabotage; blast; explosion; explode; hijack; seize vessel; =seized a tanker; mine; limpet; raid; hit; =hit by; struck by; torpedo; target; ablaze; set ablaze; boarding; board vessel; pirate; piracy; blow up; =blown up; ambush; assault; arson; detonate; drone raid; =fired at; =fired on; incursion
board; boarded; rammed; blown up; blew up; set on fire; fired on; opened fire; fired at; shelled; targeted; struck; sabotaged; explosions; crippled
firing at; firing on
[BLOCKER]
farmer; haulier; trucker; protester; activist; miner; fisherman; demonstrator; docker; striker
[WEAPON]
=gunmen; =armed men; drone; missile; rocket; uav; unmanned; sea drone; naval drone; drone boat; projectile; houthi; militant; debris; artillery; limpet mine; naval mine; pirate; gunman; armed men; explosive; saboteur; bomb; warhead; airstrike; air strike; surface drone; ukrainian strike; ukrainian attack; armed group
[HITV]
hit; strike; =struck; damage; fall; crash; set fire; ignite; catch fire; explode; target; spark; set ablaze; down; intercept; shoot down; attack; cause fire
[DAMAGE]
damage; damaged; destroy; ablaze; burn; wreck; blaze; casualty; sustain; injure
[TARGET]
refinery; oil depot; fuel depot; tank farm; storage tank; gas plant; processing plant; substation; power plant; port; terminal; tanker; vessel; ship; train; rail; railway; bridge; warehouse; infrastructure; jetty; berth; pumping station; pipeline; facility; elevator; silo; plant; platform; freighter; bulker; cargo ship; container ship; loading facility; oil facility; energy facility; depot; loading; merchant ship; railway line; energy infrastructure; oil terminal; crew; ferry
[LABOUR]
strike action; industrial action; walkout; walk out; =walked out; =walk off the job; =walked off the job; lockout; lock out; picket; work to rule; work stoppage; general strike; warning strike; strike by; on strike; go on strike; =went on strike; =strike; =strikes; striking worker; =striking; stoppage; down tools; slowdown by worker; =walking off; overtime ban; go slow; industrial dispute; labour dispute; labor dispute; strikes; =strike notice
walk off; walked off; walked out; walk-out; downed tools; stoppages; refuse to work; refused to work; locked out; emptied the cranes; striking
parked tractors; tractors across; sit-in; stay-away; strike notice; strike ballot; slow-down; slowdown
[PROTEST]
protest; protester; protestor; demonstrate; demonstration; demonstrator; picket; rally; blockade by farmer; farmer
[UNION.any]
union; trade union; staff; employee; worker
[UNION.freight]
docker; dockworker; dock worker; longshoreman; longshore; port worker; driver; railway worker; rail worker; farmer; stevedore; haulier; trucker; train driver; rail union; dock union; crane operator; lock operator; tugboat; customs worker; port staff; pilot; marine pilot; ila; ver di; maritime worker; carrier; protester; miner; seafarer
[EXERCISE]
military exercise; military drill; naval exercise; naval drill; joint exercise; live fire; drill; manoeuvre; maneuver; war game; wargame; exercise; drills; navigational warning; exclusion zone; danger zone; no sail zone; missile test; firing exercise
firing practice; firing; live firing; missile firing; war games; manoeuvres; maneuvers; exercises; artillery practice
[DEPLOY]
deploy; deployment; station; dispatch; send; move; redeploy; mass; withdraw; escort; patrol
[TROOPS]
troop; soldier; navy; warship; naval; military; army; battalion; brigade; frigate; destroyer; aircraft carrier; peacekeeper; force; forces; nato; air defence; air defense; marine; coast guard ship; fighter jet; armed force; contingent; carrier group; submarine; fleet
[BASE]
military base; naval base; air base; airbase; base; outpost; garrison
[MILITARY]
military; naval; turkish; russian; american; nato; air; army; troop
[BUILD]
build; construction; construct; upgrade; dredge; dredging; expansion; expand; modernise; modernize; modernisation; modernization; rehabilitate; rehabilitation; reconstruct; reconstruction; repair; renovate; renovation; electrify; electrification; double track; second track; lay track; extend line; widen; deepen; overhaul; refurbish; maintenance work; groundbreaking; break ground; =under construction; develop; development; engineering work; extension; =built; establish; create; convert; install
work has begun; work began; start work; started work; pave; paving; electrified; build out; add a second
[COMMISSION]
commission; inaugurate; inauguration; put into operation; =put into operation; put into service; =put into service; launch; open new; opening of new; =opened a new; =opened a second; =opened the new; enter service; come on stream; become operational; =became operational; go live; start operation; =began operations; begin operation; complete; completion; unveil; lay foundation; =opens new; open a; =opens a
[OPENED]
open; opening; =opened; launch
[AGREE]
agree; agreement; memorandum; sign; mou; deal; contract; treaty; approve; approval; roadmap; protocol; decide; decision; award; tender; finance; invest; investment; allocate; pledge; fund; discuss; propose; concession; =accord; =accords; endorse; ink
lend; loan; will lend; picked; pick; awarded; won the contract; signed; seal; sealed; inked; secure; secured; shortlist
[PROJECT]
project; feasibility study; feasibility; design; concept; construction plan; plan to build; programme; blueprint; scheme; masterplan
[DOCUMENT]
memorandum; agreement; mou; contract; treaty; roadmap; protocol; deal; feasibility; concession; accord
[INVEST]
invest; investment; finance; financing; loan; allocate; fund; funding; tender; grant; concession
lend; lends
[NEW]
new; second; additional; third; modern; first; dedicated; purpose built; brand new
[VOLUME]
number of; rail freight; freight; volume; throughput; traffic; handle; shipment; transit; freight volume; cargo; turnover; export; import; flow; transport; carry; move; delivery; supply; haul; process; load; loading; tonnage; container volume; call; intake; discharge; ship; arrival; transshipment; cargo turnover; container traffic; passage; output; transport volume; departure; crossing; trade
[CAPACITY]
capacity; draught; draft; water level; slot; transit time; throughput capacity; design capacity; daily transit; depth; delivery time; lead time; journey time; travel time; processing time; booking slot; load factor; sailing draft; air draft; crossing time; dwell time; handling capacity; annual capacity; clearance time; handling time
[RATE]
discount; freight rate; spot rate; rate; tariff; freight cost; shipping cost; transport cost; charter rate; insurance premium; war risk premium; premium; cost of shipping; price of shipping; haulage price; container rate; freight price; surcharge; delivery cost; trucking rate; transport price; logistics cost; cost; price of transport; shipping rate; drewry index
war cover; cover at; quote; hire rate; day rate; daily rate; fee; fees; toll; charge; levy
[UP]
quadruple; rise; grow; increase; surge; jump; climb; soar; up; record; double; triple; boost; gain; growth; higher; exceed; expand; spike; peak; reach; uptick; rebound; raise; skyrocket; top; go up; accelerate; expansion; advance; =to a record
[DOWN]
fall; drop; decline; decrease; cut; reduce; slump; plunge; down; lower; shrink; reduction; dip; tumble; halve; slide; low water; low; shorten; slow; plummet; lose; contraction; slash; weaken; ease
[AMOUNT]
total; amount; handle; reach; stand at; =stood at; =stands at; carry; process; move; ship; transport; average; account for; come to; =came to; =handled; =carried; =moved; =shipped; =processed; be able; able to handle; cost; =costs; take; =takes; =took; allow; accept; =admits; admit; =designed to handle; capable; enough; sufficient; receive; load; transit; =passed through; pass; cross; export; import; deliver; =were sent; dispatch; =quoted at; stand; hit
[RECORD]
record; all time high; record high; for the first time; highest; lowest
[ENOUGH]
enough; sufficient; exhaust; shortage; insufficient; limit; =full
[CANCEL]
cancel; scrap; cut; lower; waive; abolish
[DEMAND]
demand; market; supply chain; trade; delivery time; congestion
[VEHICLE.road]
truck; lorry; vehicle; hgv; heavy goods vehicle; trailer; tractor unit; semi trailer; tanker truck; trucker; haulier; freight vehicle; cargo vehicle; truck driver; juggernaut; big rig; car carrier; hauler; trucking; road freight; road haulier
[VEHICLE.rail]
train; freight train; cargo train; wagon; railcar; rail car; locomotive; block train; container train; rail freight; tank car; railway wagon; boxcar
[VEHICLE.sea]
shadow fleet; ship; vessel; tanker; bulker; bulk carrier; container ship; containership; boxship; barge; ferry; freighter; carrier vessel; tug; cargo ship; lng carrier; vlcc; fleet; box ship; merchant ship; merchant vessel; car carrier; ro ro; shipping; oil tanker; coaster; reefer vessel; icebreaker; boat; convoy; feeder
[VEHICLE.container]
container; teu; feu; box; twenty foot equivalent; reefer container
[VEHICLE.air]
cargo flight; freighter aircraft; air cargo
[ELEMENT.post]
border crossing; checkpoint; crossing point; border post; border point; border checkpoint; crossing; customs post; port of entry; land port; control point; frontier post; border gate; entry point; customs terminal; frontier crossing; bcp; border bridge
[ELEMENT.border]
border; frontier; state border; land border; boundary
[ELEMENT.port]
port; seaport; harbour; harbor; quay; anchorage; berth; wharf; dry port; river port; dock; docks; port authority; pier; jetty; roadstead; inland port
[ELEMENT.terminal]
terminal; container terminal; oil terminal; warehouse; logistics centre; logistics center; logistics hub; freight hub; grain terminal; coal terminal; hub; rail yard; marshalling yard; freight yard; depot; intermodal terminal; export terminal; lng terminal; loading facility; storage; loading point; mooring; transshipment terminal; single point mooring; inland terminal; transshipment hub; rail terminal; facility; yard; distribution centre
[ELEMENT.road]
road; highway; motorway; pass; mountain pass; tunnel; bridge; motorway bridge; road section; expressway; route m; freeway; trunk road
lane; lanes; booth; bypass; ring road; ferry ramp; slip road; access road
[ELEMENT.rail]
railway; railroad; rail line; rail; line; track; rail link; rail bridge; station; railway line; junction; rail corridor; rail section; rail network; second track; rail freight; rail route; freight line; gauge; railway station; rail crossing; railway track
yard; sidings; siding; marshalling yard; gauge-changing; rails; block section
[ELEMENT.sea]
strait; canal; channel; fairway; waterway; lock; river; shipping lane; sea lane; shipping route; ferry service; sea route; ferry line; inland waterway; ferry crossing; waterways; narrows
critical sector; bend; navigation; reach; ice class
[ELEMENT.pipe]
pipeline; oil pipeline; gas pipeline; pumping station; compressor station; interconnector; trunk line; gas line
[ELEMENT.route]
route; corridor; transport corridor; supply chain; logistics; supply line; transit route; trade route; freight route; container service; transport link; trade corridor; shipping service; logistics chain; rail service; freight service; transport infrastructure; transport network; infrastructure; train service; freight corridor
[ELEMENT.plant]
refinery; oil depot; fuel depot; gas processing plant; oil facility; tank farm; substation; grain elevator; oil plant
[TRAFFIC.move]
traffic; movement; passage; navigation; transit; crossing; sailing; service; entry; exit; vessel traffic; truck traffic; freight traffic; shipping; border traffic; transits; admission; road traffic; rail traffic; voyage; call; port call
[TRAFFIC.ops]
loading; unloading; operation; acceptance; clearance; customs clearance; shipment; cargo operation; port operation; handling; booking; flow; pumping; delivery; freight; dispatch; processing; transport; work; cargo handling; bunkering; discharge; transshipment; rail freight; oil flow; gas flow; carriage; haulage; customs processing; intake; activity
[TRANSIT]
transit
[TRADE.border]
export; import; re export; reexport; exported; imported; exporter; importer
[TRADE.deal]
purchase; supply; sale; trade; buying; shipment; delivery
[TRANSITBAN]
transit; re export; carriage; transport of goods
[FREIGHT]
freight; cargo; goods; shipment; consignment; load; merchandise; logistics; shipper; haulier; carrier; forwarder; product; parcel; shipping; supply; commodity; trade; transport; supply chain; trucking; haulage; trucker; transit; export; import; lorry; truck; tonnage
[FINANCE]
shares; share price; stock; stocks; dividend; net profit; revenue; key rate; interest rate; mortgage; pension; investor; bond; budget; earnings; bourse; equity; tax
bourse shares; stock exchange; currency traded; exchange rate; traders weighed; equities
[CIVIC]
hotel; school; hospital; museum; restaurant; stadium; theatre; theater; university; mall; shopping centre; apartment; church; park; cinema; library; exhibition; festival; concert; nurse; teacher; doctor; kindergarten
suspect; theft; burglary; marathon; clinic; street; club; striker; match; football; tournament; league; court case; classroom; pupil; student; election
[TAKES]
it take; take; =takes
need; needs; needed; takes; took; spend; spends; spent; lose; loses
[PASSENGER]
passenger; tourist; commuter; bus; airline; flight; airport; cruise; coach; pedestrian; traveller; traveler; holidaymaker; subway; metro; migrant; cyclist; motorist; tram; air traffic; airspace; visitor; asylum; fan; supporter; pilgrim; tourism; passenger train; intercity; high speed train
voter; polling; shopper; ticket; airfare
[PLAN]
=due to begin; =due to start; =due to take; plan; propose; proposal; draft; =set to; =will; intend; consider; =to be; mull; aim; schedule; scheduled; =due to; prepare; =going to; pledge; vow; announce plan; =would; seek; weigh; study; discuss; target; intention; =is to; =are to; =shall; promise; threaten; ready to; considering; agree to; ponder; propose to; upcoming; order; instruct; decide; =due; slated; envisage; want; =was to; call for; urge; eye
=to reopen; =to close; =to ban; =to suspend; =to resume; =to halt; =to introduce; =to impose; =to strike; =to start; =to launch; =to open
[CONSEQUENCE]
will lead to; would lead to; will result in; would result in; will trigger; would trigger; will mean; would mean
[CONDITION]
if; in case of; in the event of; in the event; should; unless; were to
[GOAL]
aim of; in order to; so as to; goal of
[STARTED]
begin; =began; start; under way; underway; ongoing; continue; progress; =is being; =are being
[READY]
readiness; =ready to; willingness; =prepared to
[HEDGE]
reportedly; allegedly; apparently; believe; believed; =may; =might; =could; possible; possibly; preliminary; unconfirmed; presumably; purported; purportedly; seemingly; perhaps; =appears; =appeared; appear; suspected; suspect; rumour; rumor; alleged; supposedly; likely; =probably; =not confirmed; =could not be verified; =could not independently verify; not independently; claimed without evidence; it seems; seem; unverified; potential; =said to be; =thought to; =not immediately clear; unclear; =said to have; hint; suggest; potentially; initial report; tentative
are said to; is said to; said to be; one should not hold; by some accounts; some say; it is rumoured; rumoured; if confirmed; if true; may have; =pencilled in; not confirmed; could not be confirmed; would like to; =suggests; not clear
unlikely; doubtful; improbable
[DENY]
deny; denied; refute; dismiss; reject claim; reject report; reject the claim; false; untrue; rebut; contradict; not true; no plan; =no plans; fake; disinformation; baseless; unfounded; =disputes; =disputed; =disputing; rule out
[NEGATION]
not; no; =n't; never; without; nobody; no one; none; neither; nor; absence; =cannot; lack; =didn't; =isn't; =aren't; =wasn't; =weren't; =hasn't; =haven't; =doesn't; =don't; free of
[ENDED]
earlier; previously; recently; former; last year; =had been; ended; =was lifted; =were lifted; expire; =had; until recently; in the past; =then; at the time; =ended; until then
[OVER]
end; lift; expire; clear; =cleared; dissipate; disappear; conclude; call off; =called off; =lifted; =ended; =ends; revoke; cancel; scrap; ease; eased; resolve; =no longer; drop; suspend strike; withdraw; rescind; repeal; complete
avert; vanish; disperse; evaporate
[CAUSE.security]
security; terrorist; terrorism; security threat; smuggling; smuggle; provocation; security concern; illegal; hybrid; airspace violation; balloon; war; conflict
shooting; shootout; firefight; skirmish; clash; clashes; military operation; airspace closure; firing practice; live fire; gunfire; mine threat; floating mine; balloons; drone sighting; infiltration; militants; tension; hostilities; unrest; coup; counter-terrorist; counterterrorism; security alert; bomb threat; escalation
[CAUSE.inspection]
inspection; check; control; screening; scrutiny; customs check
[CAUSE.weather]
weather; storm; snow; snowfall; blizzard; fog; ice; flood; flooding; avalanche; heavy rain; typhoon; hurricane; heat; wind; frost; landslide; mudslide; rockfall; rain; sandstorm; cyclone; gale; monsoon; heatwave; icy
icing; ice cover; frozen; freeze up; storms; swell; high wind; strong wind; snowdrift; sand has buried; sand drift; washed out; wash out; washout; landslip; thaw; spring thaw; tropical storm; winter closure; for the winter; heavy snow; heavy seas; rough sea; dust storm; flash flood; high water; wildfire; lightning; cold snap; snowbound; northerly
[CAUSE.low_water]
low water; low water level; drought; shallow; water level; dry spell; falling level; low rainfall; shallow water
river level; draught restriction; shoaling; silting; silt; low river; falling water; run dry; ran dry; drying up; low draught
[CAUSE.sanitary]
quarantine; disease; outbreak; foot and mouth; bird flu; avian flu; swine fever; asf; pest; phytosanitary; sanitary; virus; covid; health; contamination; aflatoxin; salmonella; veterinary
thrips; moth; beetle; weevil; aphid; mould; mold; arsenic; pesticide residue; mycotoxin; anthrax; brucellosis; lumpy skin; sheep pox; infestation; larvae; epizootic; rabies; listeria; toxin; antibiotics; bark beetle; locust; biosecurity; plant health; animal health
[CAUSE.technical]
technical; maintenance; repair; fault; breakdown; outage; it failure; software; malfunction; glitch; failure; reconstruction; upgrade; system; shortage of locomotive; power cut; signalling; work; cyber; equipment
engine trouble; lost power; loses power; engine failure; broken; mooring snapped; cable; signal failure; power failure; power outage; server; network outage; internet; crack; cracked; subsidence; inspection of the bridge; overhaul; dredging; loading arm; crane; linkspan; jam; locomotive shortage; wagon shortage; lack of locomotives; lack of wagons; tests; testing; trial; computer; database; track work; trackwork; engineering works
[CAUSE.accident]
accident; crash; collision; derailment; grounding; run aground; =ran aground; collapse; fire on board; spill; sink; derail; collide
gas leak; leak; fire; blaze; left the track; jumped the track; capsize; overturn; rammed; ran into; allision; stranding; aground; fell over; explosion at the plant; oil spill; sunken; wreck; pile-up
[CAUSE.labour]
strike; walkout; industrial action; union; driver shortage; labour shortage; staff shortage; protest; lockout; work stoppage; farmer; labour dispute
work to rule; work-to-rule; go slow; go-slow; overtime ban; sit-in; unpaid wage; lack of drivers; lack of staff; picket; crew shortage; pay dispute; wage dispute; stoppage; strikers; striking; blockade by farmers; sick-out; docker
[CAUSE.attack]
attack; drone; missile; strike on; shelling; houthi; sabotage; blast; explosion; raid; hijack; bomb
pirate; piracy; seizure of; limpet; sea mine; rocket; air strike; airstrike; unmanned boat; gunmen; torched; arson; struck by; hit by a drone; raids; ambush; cyberattack; cyber attack
[CAUSE.holiday]
holiday; golden week; new year; eid; christmas; ramadan; lunar new year; easter; nowruz; chinese new year; public holiday
national day; may day; labour day; orthodox christmas; republic day; feast; kurban; bayram; spring festival; mid-autumn; diwali; independence day; holidays; long weekend
[CAUSE.policy]
sanction; policy; political; rule; regulation; law; tariff; decree; dispute; retaliation; response; drill; exercise; secondary sanction; migration; migrant; diplomatic; entry/exit system
embargo; duty; ban; quota; licence; license; compliance; countermeasure; reprisal; row; blacklist; new rule; visa; permit dispute; agreement expired; rules; directive; legislation; listing; export control
[CAUSE.demand]
demand; peak season; harvest; surge in; import surge; seasonal; frontloading; strong demand; weak demand; bumper; rush; cargo surge; trade growth; increase in traffic
pre-holiday; festive; backlog of order; glut; oversupply; rerouted traffic; diverted traffic; spike in; wave of; volumes up; record volume; slump; weak import; peak
[BECAUSE]
because; because of; due to; owing to; as a result of; cause; caused by; after; amid; following; over; blame; blamed on; in response to; result of; =citing; link to; linked to; stem from; on account of; thanks to; attribute to; trigger; prompt; force; result in; lead to; led to; since; given; in retaliation; on the ground of; by; reflect; drive; driven by; hit by; spark
[EXTEND]
extend; extension; prolong; maintain; remain; =still; keep
[SAY]
fear; propose; say; tell; report; announce; state; note; add; confirm; claim; warn; write; explain; estimate; admit; acknowledge; insist; argue; comment; inform; declare; stress; deny; complain; disclose; reveal; indicate; show; point out; quote; accuse; suggest; believe; allege; expect; forecast; describe; predict; reiterate; assess; advise; post; publish; signal; assert; dismiss; refute; reassure; caution; contend; call; notify; put
advises; hear; heard; wrote; quoted; put the figure; put the number; =disputes; =disputed; poll; polled; recommend; showed; told the; counter; respond; responded; boast; underline; specify; promise; conclude; concede; point to; attribute; blame
count; counted; tally
[ACCORDING]
according to; in the word of; by the account of; as per; data from; figure from; data by; figure show; in a statement; statement from; per; =data show; in an interview; =says
[CITING]
citing; cite; quote; quoted by; refer to; with reference to; =citing; cited by; =quoted; =reported by; as reported by
[SPK.official]
ministry; minister; customs; customs service; border guard; government; president; prime minister; governor; deputy minister; authority; authorities; official; agency; commission; european commission; parliament; senate; council; police; kremlin; white house; state department; treasury; ofac; embassy; ambassador; regulator; federal service; border service; central bank; national bank; department; mayor; spokesman for the ministry; coast guard; navy; military; army; ministry of transport; eu; united nations; world bank; secretary; foreign ministry; defence ministry; port authority; canal authority; customs and border protection; cbp; federal maritime commission; ukmto; state; bureau; committee; prosecutor; court; imo; administration; emergency service; intelligence; security service; regional head; lawmaker; centcom; joint maritime information centre; interior ministry; ministry spokesman; commissioner; directorate; border force; chancellor; republic; akimat; eurasian economic commission; state customs committee; city hall; suez canal authority; municipality; interior minister; transport minister; commander
vessel traffic service; customs department; state revenue committee; port captain; harbour master; harbormaster; border committee; border agency; transport authority; trade ministry; city authorities; regional authorities; region; regional governor; state agency; cabinet; lawmakers; legislature; house; navy command; the kremlin; brussels; secretariat; ombudsman; customs chief; deputy prime minister; council of ministers; attorney general; presidency; provincial; province; prefecture; seaway; waterways; highway administration; federal agency; inspectorate; tax service; ukrainian navy; general staff; armed forces; emergencies ministry; roads agency; railway ministry; administrator; maritime authority; naval forces; marad; irgc; revolutionary guard; revolutionary guards; rosgranstroy; rosmorrechflot; rosselkhoznadzor; rostransnadzor
[SPK.company]
company; carrier; operator; forwarder; freight forwarder; association; union; shipping line; haulier; railway; railways; shipper; exporter; importer; trader; producer; maersk; msc; hapag lloyd; cma cgm; cosco; evergreen; ocean network express; zim; rzd; russian railways; ktz; kazakhstan temir zholy; ldz; pkp; pkp cargo; db cargo; rzhd; consortium; cpc; caspian pipeline consortium; transneft; gazprom; kaztransoil; kazmunaygas; rosneft; lukoil; chevron; driver; trucker; trade association; industry group; business; shipowner; ship owner; terminal operator; dp world; port operator; ceo; chief executive; executive; firm; logistics company; logistics provider; insurer; bank; broker; shipbroker; spokesperson for the company; port; federation; chamber of commerce; chamber; manufacturer; customer; captain; ship agent; shipping agent; agent; national federation; intermodal operator; dhl; kuehne nagel; dsv; db schenker; line; road haulage association; fta; iru; inttra; fesco; transcontainer; managing director; director general; supplier; refiner; producer group; stevedore; worker; farmer; docker; kazautozhol; adnoc; saudi aramco; participant; asmap; trans eurasia logistics; rtsb; utlc; utlc era; adsp; operator's; bourse; provider; plant; refinery; terminal; ila; ver.di; cfl; cargo owner; logistics firm; dispatcher; customer advisory; spokesperson
hauliers' association; haulier association; truckers' union; carriers' union; forwarders; brokers; shipping company; shipping group; container line; ocean carrier; logistics group; freight company; rail operator; rail freight operator; railway company; port company; terminal company; oil company; pipeline operator; grain union; growers; millers; traders; crane operators; members; crew; crews; skipper; depot; yard; warehouse operator; airline; retailer; parcel company; postal operator; drivers; shippers' council; shippers; charterer; charterers; owners; oil major; miner; mining company; steelmaker; carmaker; automaker; cargo line; express company; freight association; trucking company; trucking association; stevedores; linava; zmpd; girteka
[SPK.expert]
analyst; expert; consultant; researcher; economist; consultancy; academic; professor; think tank; drewry; xeneta; kpler; vortexa; linerlytica; clarksons; alphaliner; sea intelligence; s&p global; argus; institute; research firm; argus media; lloyd's list intelligence; windward; ambrey; eesea; fitch; moody's; study; observer; sandp; analytics; lawyer; political scientist; research; consulting; data firm; ship tracker; specialist; maritime security firm; refinitiv; lseg; rystad; wood mackenzie; eia; container trade statistics
analysts; broker note; analysis firm; maritime analyst; freight analyst; ship tracking; data provider; think-tank; university; scholar; former official; market researcher; consultants; adviser
[SPK.media]
newspaper; reuters; bloomberg; interfax; tass; ria novosti; afp; associated press; ap; xinhua; kazinform; trend; report.az; lloyd's list; tradewinds; splash247; the loadstar; loadstar; railfreight.com; railfreight; freightwaves; financial times; wall street journal; wsj; bbc; cnn; kommersant; vedomosti; rbc; izvestia; media; outlet; news agency; broadcaster; magazine; website; daily; press; journalist; correspondent; global times; caixin; nikkei; local media; state media; state television; tv channel; politico; euronews; the guardian; new york times; al jazeera; news site; news portal; caliber; haqqin; astana times; times of central asia; anadolu; irna; tasnim; press tv; belta; ukrinform; pap; delfi; lrt; dpa; der spiegel; rzeczpospolita; portal
[SPK.anonymous]
source; people familiar; person familiar; telegram channel; anonymous; insider; unnamed; undisclosed; telegram; social media; two people; people with knowledge; eyewitness; witness; market source; industry source; trade source; shipping source; who asked not to be named; on condition of anonymity; who declined to be named; unidentified; blogger; blog; resident
market participants; industry sources; two sources; three sources; traders who declined; person with knowledge; people briefed; official who; declined to be identified; not authorised to speak; not authorized to speak; asked not to be identified; on social media; posts on; local residents; channel
[OPINION]
clear signal; unsurprisingly; so called; so-called; absurd; shameful; hypocrisy; hypocritical; cynical; puppet; obviously; frankly; regrettably; sadly; undoubtedly; make no mistake; let us; vassal; betrayal; reckless; folly; naive; it is time; must; should; in my view; in our view; in our opinion; i believe; we believe; we argue; inevitably; needless to say; surely; disgraceful; provocation by; masters; anglo saxon; strange; blatant; laughable; foolish; ought; of course; wake up; it is clear that; question is
[FIRST]
=we; =our; =us; =i; =my; =me; =ours
[CARGO.general]
goods; cargo; freight; merchandise; general cargo; product; consignment; shipment
[CARGO.containers]
container; containerised; containerized; teu; feu; containership; boxship; container ship; box
[CARGO.grain]
grain; wheat; barley; corn; maize; rye; flour; rice; oat; soybean; soya; oilseed; rapeseed; sunflower; canola; cereal; sorghum
[CARGO.sugar]
sugar
[CARGO.meat]
meat; beef; pork; poultry; chicken; lamb; livestock; cattle; mutton
[CARGO.food]
food; fruit; vegetable; =fish; dairy; milk; cheese; butter; apple; tomato; onion; potato; foodstuff; perishables; perishable; egg; agricultural product; agricultural produce; farm produce; fresh produce; vegetable oil; sunflower oil; seafood; avocado; banana; alcohol; wine; agricultural goods; palm oil; citrus; mango; =feed
[CARGO.coal]
coal; coking coal; coke; thermal coal
[CARGO.crude_oil]
crude; crude oil; oil; barrel; oil tanker; supertanker; vlcc
[CARGO.fuel]
gasoline; petrol; diesel; fuel; fuel oil; oil product; jet fuel; naphtha; lpg; bitumen; refinery; kerosene; petroleum product; refined product; oil products; fuel depot; oil depot; gasoil; mazut; bunker fuel
[CARGO.gas]
gas; natural gas; lng; gas pipeline; methane; gas plant
[CARGO.fertiliser]
fertiliser; fertilizer; urea; ammonia; potash; ammonium nitrate; phosphate
[CARGO.metals]
metal; steel; iron ore; aluminium; aluminum; copper; nickel; zinc; ore; scrap; cobalt; manganese; rare earth; uranium; iron; gallium; germanium; antimony; graphite; tungsten; lithium; mineral; titanium; magnesium; bauxite; gold
[CARGO.timber]
timber; lumber; wood; log export; pulp; plywood; sawn timber
[CARGO.electronics]
electronics; semiconductor; chip; microchip; smartphone; laptop; computer; microelectronics; electronic component; consumer electronics; circuit; integrated circuit; server; transistor; electronic
[CARGO.dual_use]
dual use; dual-use; common high priority; battlefield; military goods; sanctioned goods; drone component; machine tool; bearing; controlled goods; priority goods
[CARGO.automotive]
car export; automobile; auto part; car part; automotive; electric vehicle; ev; new car; passenger car; tyre; tire; tractor; spare part; auto parts; vehicle export; cars; agricultural machinery
[CARGO.textile]
textile; clothing; garment; footwear; apparel; cotton; shoe; fabric
[CARGO.consumer]
consumer goods; e commerce; e-commerce; toy; furniture; household goods; cosmetic; online order; parcel; counterfeit goods; retail goods; appliance
[CARGO.medicine]
medicine; drug; pharmaceutical; vaccine; medical; medical supply; medical supplies
[CARGO.tobacco]
tobacco; cigarette; vape; e cigarette
[MODE.road]
truck; lorry; road; highway; motorway; haulier; trucker; driver; hgv; trucking; road freight; heavy goods vehicle; mountain pass; trailer; tunnel; haulage; vehicle
[MODE.rail]
rail; railway; train; railroad; locomotive; railcar; wagon; rail freight; derail; derailment; track
[MODE.sea]
ship; vessel; tanker; port; shipping; sea; maritime; strait; container ship; seaport; canal; harbour; harbor; ferry; bulker; boxship; anchorage; dockworker; docker; longshoreman; freighter; ocean carrier; liner; marine; berth; shipowner; quay; containership; suez canal; sailing; carrier's vessel; dock
[MODE.inland_water]
barge; river; inland waterway; lock; rhine; danube; towboat
[MODE.pipeline]
pipeline; pumping station; pumping; compressor station; interconnector
[MODE.air]
air cargo; air freight; airfreight; cargo flight; freighter aircraft; cargo plane
[DECIDE]
propose; plan; decide; intend; consider; weigh; pledge; threaten; demand; mull
[BODY.US]
ofac; state department; treasury department; commerce department; bureau of industry and security; cbp; customs and border protection; white house; congress; u.s. treasury
[BODY.CN]
mofcom; ministry of commerce of china; general administration of customs; gacc; china railway
[BODY.RU]
seventeenth package; eighteenth package; nineteenth package; twentieth package; twenty-first package; 18th package; 19th package; 20th package; 21st package; rosselkhoznadzor; rospotrebnadzor; russian railways; rzd; kremlin; state duma; minpromtorg
[BODY.IN]
dgft; directorate general of foreign trade
[BODY.KZ]
state revenue committee; kazakhstan temir zholy; ktz
[BODY.UA]
ukrzaliznytsia; verkhovna rada
[BODY.TR]
tcdd
[BODY.PL]
sejm
[CARRIER]
carrier; haulier; trucker; driver; trucking company; transport company
[DREDGE]
dredge; dredging; deepen; deepening
[WAITTIME]
waiting time; wait time; waiting times; wait times; average wait; crossing time; border-crossing time; queue time; waits; the wait; delays of; delay of
[PORTCALL]
port call; port calls; service in port; port access; access to port; port services
[ALL]
every; each; all; 100% check; one by one; without exception
[WORKSTOP]
stop work; stopped work; stop working; stopped working; refuse to load; refused to unload
[CUTOFF]
cut; buried; blocked; swept away; collapsed; washed out; severed
[GONE]
vanish; disappear; dissipate; disperse; evaporate; melt away; melted away
[CALLOFF]
cancel; call off; =called off; avert
[UNWILLING]
refuse; refusal; reject; rejection; decline; unlikely; rule out; oppose; opposition; unwilling; reluctant; fail; yet to; resist; doubtful
