pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! This terminal's sales of the day: print again, or void. */
Sheet {
    id: root

    required property SalesModel sales
    property int voiding: -1

    objectName: "sales"
    title: qsTr("My sales")
    width: 620

    ListView {
        id: list
        objectName: "sales.list"
        anchors.fill: parent
        clip: true
        spacing: Theme.gapSmall
        model: root.sales
        delegate: SoldRow {
            width: list.width
            onReprintRequested: root.sales.reprint(index)
            onVoidRequested: {
                root.voiding = index;
                question.open();
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        iconName: "ticket"
        title: qsTr("Nothing sold yet")
        message: qsTr("Sales of this terminal appear here, latest first.")
    }

    FDialog {
        id: question
        objectName: "sales.voidDialog"
        title: qsTr("Void this sale?")
        message: qsTr("The seats become free again. Give the money back and keep the tickets.")
        iconName: "undo"
        dangerous: true
        acceptText: qsTr("Void the sale")
        rejectText: qsTr("Keep it")
        acceptEnabled: reason.text.trim() !== ""
        onOpened: reason.forceActiveFocus()
        onAccepted: root.sales.voidSale(root.voiding, reason.text)
        FTextField {
            id: reason
            objectName: "sales.voidReason"
            width: parent.width
            maximumLength: 160 // the journal takes 500 bytes, and a character is up to three
            placeholderText: qsTr("Reason, e.g. wrong showtime")
        }
    }
}
