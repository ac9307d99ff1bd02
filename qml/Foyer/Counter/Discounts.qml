pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*!
    What is taken off the basket, and where a code is entered that the customer shows. Ctrl+K goes to
    the field, and from there enters what is in it.
*/
Column {
    id: root

    required property SaleModel sale

    /// The keyboard goes back to the seats.
    signal escaped()
    /// All of it for nothing.
    signal compRequested()

    function enter() {
        if (code.text === "")
            return code.forceActiveFocus();
        sale.enterCode(code.text);
        code.clear();
        escaped();
    }

    spacing: Theme.gapSmall

    Repeater {
        model: root.sale.discounts
        Item {
            id: row

            required property int index
            required property var modelData

            objectName: "basket.discount" + index
            width: root.width
            height: remove.visible ? Theme.touchTarget : name.height
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(modelData.name).arg(modelData.amountText)

            FText {
                id: name
                anchors.left: parent.left
                anchors.right: amount.left
                anchors.rightMargin: Theme.gapSmall
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.name
                color: Theme.textMuted
            }
            MoneyText {
                id: amount
                anchors.right: remove.visible ? remove.left : parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.amountText
                color: Theme.textMuted
            }
            FIconButton {
                id: remove
                objectName: "basket.dropCode" + row.index
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: row.modelData.byCode
                focusPolicy: Qt.TabFocus
                iconName: "close"
                text: qsTr("Without %1").arg(row.modelData.name)
                enabled: !root.sale.busy
                onClicked: root.sale.dropCode(row.modelData.key)
            }
        }
    }
    Row {
        visible: root.sale.takesCodes
        width: parent.width
        spacing: Theme.gapSmall
        FTextField {
            id: code
            objectName: "basket.code"
            width: parent.width - enter.width - parent.spacing
            placeholderText: qsTr("Code of a discount")
            enabled: !root.sale.busy
            onAccepted: root.enter()
            Keys.onEscapePressed: root.escaped()
        }
        FButton {
            id: enter
            objectName: "basket.enterCode"
            focusPolicy: Qt.TabFocus
            text: qsTr("Apply")
            key: "Ctrl+K"
            enabled: !root.sale.busy
            Accessible.name: qsTr("Apply the code")
            onClicked: root.enter()
        }
    }
    FButton {
        objectName: "basket.comp"
        visible: root.sale.mayComp
        focusPolicy: Qt.TabFocus
        kind: FButton.Quiet
        text: qsTr("For free…")
        key: "Ctrl+F"
        enabled: !root.sale.busy
        onClicked: root.compRequested()
    }
}
