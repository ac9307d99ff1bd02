import QtQuick
import Foyer.Theme
import Foyer.SeatMap

/*! The ring around one seat of a map, turned as the seat is. */
Rectangle {
    id: root

    required property SeatMap map
    required property int seat
    required property rect place
    property bool strong: true

    x: place.x - 3
    y: place.y - 3
    width: place.width + 6
    height: place.height + 6
    rotation: map.seatRotation(seat)
    radius: Math.min(width, height) * 0.24
    color: "transparent"
    border.width: strong ? 2.5 : 1.5
    border.color: strong ? Theme.accent : Theme.text
    antialiasing: true
}
