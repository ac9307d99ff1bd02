pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Open tasks, the most urgent first, and the questions their buttons ask. */
Item {
    id: root

    required property TasksModel tasks
    required property NoticeModel notice
    property string asked: "" ///< the key of the task a question is about
    property string askedAmount: ""
    property bool calling: false
    property bool owing: false

    function ask(key, aboutCall, aboutOwed) {
        asked = key;
        calling = aboutCall;
        owing = aboutOwed;
        note.text = "";
        question.open();
    }
    /// Somebody else has done it meanwhile, or the server has.
    function dropOldQuestions() {
        if (tasks.has(asked))
            return;
        money.close();
        question.close();
    }

    objectName: "tasksList"

    ListView {
        id: list
        objectName: "tasks.list"
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: said.visible ? said.top : parent.bottom
        anchors.bottomMargin: said.visible ? Theme.gap : 0
        clip: true
        spacing: Theme.gapSmall
        boundsBehavior: Flickable.StopAtBounds
        model: root.tasks
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Tasks")
        delegate: TaskRow {
            width: list.width
            onPrintRequested: root.tasks.print(key)
            onRefundRequested: {
                root.asked = key;
                root.askedAmount = amountText;
                money.open();
            }
            onCallRequested: root.ask(key, true, false)
            onSettleRequested: root.ask(key, false, isOwed)
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        iconName: "tick"
        title: qsTr("Nothing to do")
        message: qsTr("When a sale made offline meets another one, what follows from it appears "
                      + "here.")
    }

    NoticeBar {
        id: said
        objectName: "tasks.notice"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        notice: root.notice
        visible: root.notice.visible && root.notice.topic !== NoticeModel.Stop
    }
    Connections {
        target: root.tasks
        function onCountChanged() { root.dropOldQuestions(); }
    }

    FDialog {
        id: money
        objectName: "tasks.refundDialog"
        title: qsTr("Pay back %1 now?").arg(root.askedAmount)
        message: qsTr("The drawer opens. Take the old tickets from the customer.")
        iconName: "cash"
        acceptText: qsTr("Paid back")
        onAccepted: root.tasks.refund(root.asked)
    }
    FDialog {
        id: question
        objectName: "tasks.noteDialog"
        title: root.calling ? qsTr("Was the customer told?")
             : root.owing ? qsTr("Has the customer had the money?") : qsTr("How was it settled?")
        message: root.calling
                 ? qsTr("It is put on record; the task stays open until it is done.")
                 : root.owing
                 ? qsTr("Nothing is paid out now: the amount stands in over and short. Say who paid "
                        + "it back, and how you know.")
                 : qsTr("The task is closed. Say in a few words what was decided.")
        iconName: root.calling ? "user" : "tick"
        acceptText: root.calling ? qsTr("Put on record") : qsTr("Close the task")
        acceptEnabled: note.text.trim() !== ""
        onOpened: note.forceActiveFocus()
        onAccepted: {
            if (root.calling)
                root.tasks.called(root.asked, note.text);
            else
                root.tasks.settle(root.asked, note.text);
        }
        FTextField {
            id: note
            objectName: "tasks.note"
            width: parent.width
            maximumLength: 160 // the journal takes 500 bytes, and a character is up to three
            placeholderText: root.calling ? qsTr("When and how") : qsTr("What was decided")
        }
    }
}
