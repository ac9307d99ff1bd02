pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.ViewModels

/*!
    The seats in the basket. With the keyboard: up and down choose a line, left, right and space
    change its ticket type, delete takes it out, escape goes back to the seats.
*/
ListView {
    id: root

    required property SaleModel sale
    property int kept: 0

    signal escaped()

    function cycle(steps) {
        // The model is reset by every change of a line; the keyboard stays where it was.
        kept = currentIndex;
        for (let step = 0; step < steps; ++step)
            sale.cycleType(kept);
    }

    objectName: "basket.lines"
    clip: true
    spacing: Theme.gapSmall
    boundsBehavior: Flickable.StopAtBounds
    model: sale
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Basket")
    onCountChanged: {
        currentIndex = Math.min(kept, count - 1);
        if (!activeFocus)
            positionViewAtEnd();
        if (activeFocus && count === 0)
            escaped();
    }
    onCurrentIndexChanged: if (currentIndex >= 0 && activeFocus) kept = currentIndex

    Keys.onRightPressed: cycle(1)
    Keys.onSpacePressed: cycle(1)
    Keys.onReturnPressed: escaped()
    Keys.onEscapePressed: escaped()
    Keys.onDeletePressed: {
        kept = currentIndex;
        sale.remove(kept);
    }

    delegate: BasketLine {
        width: root.width
        busy: root.sale.busy
        current: ListView.isCurrentItem && root.activeFocus
        onTypeRequested: root.sale.cycleType(index)
        onRemoveRequested: root.sale.remove(index)
    }
}
