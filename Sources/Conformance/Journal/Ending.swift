/// What a transaction can end in.
enum Ending: String {
    case provisioned, confirmed, reversed, declined
}
