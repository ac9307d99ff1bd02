pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The showtimes of the day with their fill; the next to start is in sight and has the focus. */
FocusScope {
    id: root

    required property ScheduleModel schedule
    required property QuestionsModel questions
    required property TasksModel tasks
    property bool offline: false
    /// Room to leave at the foot.
    property real foot: 0

    signal salesRequested()
    signal tasksRequested()

    function showNext() {
        list.currentIndex = Math.max(0, schedule.nextRow);
        list.positionViewAtIndex(list.currentIndex, ListView.Beginning);
        // A strip of the row before says that there are earlier ones.
        if (list.contentY > list.originY + peek)
            list.contentY -= peek;
    }

    readonly property int peek: 24

    objectName: "dayBoard"
    onActiveFocusChanged: if (activeFocus) list.forceActiveFocus()
    Component.onCompleted: showNext()

    Connections {
        target: root.schedule
        function onNextRowChanged() { root.showNext(); }
    }

    QuestionCard {
        id: cards
        width: parent.width
        questions: root.questions
        visible: root.questions.count > 0
    }

    Item {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.gapLarge
        anchors.top: cards.bottom
        anchors.topMargin: Theme.gap
        height: Theme.touchTarget

        DayStrip {
            objectName: "dayBoard.days"
            anchors.left: parent.left
            anchors.right: actions.left
            anchors.rightMargin: Theme.gap
            clip: true
            schedule: root.schedule
        }
        Row {
            id: actions
            anchors.right: parent.right
            spacing: Theme.gapSmall
            FButton {
                objectName: "dayBoard.next"
                kind: FButton.Quiet
                focusPolicy: Qt.TabFocus
                visible: list.count > 0
                text: qsTr("Next to start")
                iconName: "clock"
                key: "F5"
                onClicked: {
                    root.showNext();
                    list.forceActiveFocus();
                }
            }
            FButton {
                objectName: "dayBoard.tasks"
                focusPolicy: Qt.TabFocus
                kind: root.tasks.urgent > 0 ? FButton.Danger
                    : root.tasks.count > 0 ? FButton.Primary : FButton.Quiet
                text: root.tasks.count > 0 ? qsTr("Tasks (%1)").arg(root.tasks.count)
                                           : qsTr("Tasks")
                iconName: "queue"
                key: "F7"
                onClicked: root.tasksRequested()
            }
            FButton {
                objectName: "dayBoard.sales"
                focusPolicy: Qt.TabFocus
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
        bottomMargin: Theme.gapLarge + root.foot
        clip: true
        focus: true
        spacing: 6
        boundsBehavior: Flickable.StopAtBounds
        model: root.schedule
        keyNavigationEnabled: true
        preferredHighlightBegin: root.peek
        preferredHighlightEnd: height - root.peek - root.foot
        highlightRangeMode: ListView.ApplyRange
        highlightMoveDuration: Theme.durationFast
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Showtimes")
        Keys.onLeftPressed: root.schedule.day -= 1
        Keys.onRightPressed: root.schedule.day += 1
        Keys.onReturnPressed: root.schedule.open(currentIndex)
        Keys.onEnterPressed: root.schedule.open(currentIndex)
        Keys.onPressed: (event) => {
            const page = Math.max(1, Math.floor(height / 82) - 1);
            const to = event.key === Qt.Key_Home ? 0
                     : event.key === Qt.Key_End ? count - 1
                     : event.key === Qt.Key_PageUp ? Math.max(0, currentIndex - page)
                     : event.key === Qt.Key_PageDown ? Math.min(count - 1, currentIndex + page)
                     : -1;
            event.accepted = to >= 0;
            if (event.accepted)
                currentIndex = to;
        }

        delegate: ShowtimeRow {
            width: list.width - 2 * Theme.gapLarge
            offline: root.offline
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
