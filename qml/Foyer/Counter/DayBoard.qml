import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The showtimes of the day with their fill; the next one to start is in sight and has the focus. */
FocusScope {
    id: root

    required property ScheduleModel schedule
    signal salesRequested()

    objectName: "dayBoard"

    function showNext() {
        list.currentIndex = Math.max(0, schedule.nextRow);
        list.positionViewAtIndex(list.currentIndex, ListView.Beginning);
    }

    onActiveFocusChanged: if (activeFocus) list.forceActiveFocus()
    Component.onCompleted: showNext()

    Connections {
        target: root.schedule
        function onNextRowChanged() { root.showNext(); }
    }

    Item {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.gapLarge
        anchors.top: parent.top
        height: Theme.touchTarget

        Row {
            spacing: Theme.gapSmall
            Accessible.role: Accessible.PageTabList
            Accessible.name: qsTr("Days")
            Repeater {
                model: root.schedule.days
                FButton {
                    required property int index
                    required property string modelData
                    objectName: "dayBoard.day" + index
                    kind: index === root.schedule.day ? FButton.Secondary : FButton.Quiet
                    text: modelData
                    Accessible.role: Accessible.PageTab
                    Accessible.selected: index === root.schedule.day
                    onClicked: root.schedule.day = index
                }
            }
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.gapSmall
            FButton {
                objectName: "dayBoard.next"
                kind: FButton.Quiet
                text: qsTr("Next to start")
                iconName: "clock"
                key: "F5"
                onClicked: {
                    root.showNext();
                    list.forceActiveFocus();
                }
            }
            FButton {
                objectName: "dayBoard.sales"
                text: qsTr("My sales")
                iconName: "ticket"
                key: "F8"
                onClicked: root.salesRequested()
            }
        }
    }

    ListView {
        id: list
        objectName: "dayBoard.list"
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        leftMargin: Theme.gapLarge
        rightMargin: Theme.gapLarge
        bottomMargin: Theme.gapLarge
        clip: true
        focus: true
        spacing: 6
        model: root.schedule
        keyNavigationEnabled: true
        highlightMoveDuration: Theme.durationFast
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Showtimes")
        Keys.onReturnPressed: root.schedule.open(currentIndex)
        Keys.onEnterPressed: root.schedule.open(currentIndex)

        delegate: ShowtimeRow {
            width: list.width - 2 * Theme.gapLarge
            focused: ListView.isCurrentItem && list.activeFocus
            onChosen: root.schedule.open(index)
        }
    }

    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        title: qsTr("No showtimes today")
        message: qsTr("They come from the server. When the line is back they appear by themselves.")
        iconName: "calendar"
    }
}
