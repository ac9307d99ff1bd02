import QtQuick
import QtTest
import Foyer.Theme
import Foyer.SeatMap
import Foyer.TestSupport

Item {
    id: root
    width: 900
    height: 700

    SeatMapView { id: map; width: 900; height: 600 }
    SeatLegend { id: legend; y: 600; width: 900; map: map }

    SignalSpy { id: tapped; target: map; signalName: "seatTapped" }

    TestCase {
        name: "SeatMapView"
        when: windowShown

        function init() {
            map.plan = Support.straight(30, 30);
            map.states = "f".repeat(900);
            tapped.clear();
        }

        function test_takesItsColoursFromTheTheme() {
            Theme.light = true;
            compare(map.colors.background, Theme.background);
            compare(map.colors.selected, Theme.accent);
            Theme.light = false;
            compare(map.colors.background, Theme.background);
        }

        function test_theButtonsZoom() {
            mouseClick(findChild(map, "seatMap.zoomIn"));
            verify(map.zoom > 1.3);
            verify(findChild(map, "seatMap.overview").visible);
            mouseClick(findChild(map, "seatMap.fit"));
            compare(map.zoom, 1);
            verify(!findChild(map, "seatMap.overview").visible);
            compare(tapped.count, 0);
        }

        function test_aTapIsReportedAndChangesNothingByItself() {
            const place = map.seatRect(435);
            mouseClick(map, place.x + place.width / 2, place.y + place.height / 2);
            compare(tapped.count, 1);
            compare(tapped.signalArguments[0][0], 435);
            compare(map.selection.length, 0);
        }

        function test_theHintFollowsTheState() {
            map.forceActiveFocus();
            map.cursorSeat = 3;
            compare(findChild(map, "seatMap.hint").text, "Row A seat 4, Parkett, free");
            map.setSeatState(3, "s");
            compare(findChild(map, "seatMap.hint").text, "Row A seat 4, Parkett, sold");
        }

        function test_theLegendNamesTheKindsOfThePlan() {
            compare(legend.map.kinds, ["standard"]);
            map.plan = Support.kinds();
            compare(map.kinds.length, 6);
            verify(map.areas[0].rank >= map.areas[1].rank);
        }

        function test_aTapOnTheOverviewGoesThere() {
            map.zoom = map.maximumZoom;
            const overview = findChild(map, "seatMap.overview");
            mouseClick(overview, 60, 30);
            const above = map.seen.y;
            mouseClick(overview, 60, 120);
            verify(map.seen.y > above);
        }
    }
}
