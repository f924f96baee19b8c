namespace Newsletter.Infrastructure.Persistence;

internal static class Schemas
{
    public const string Editorial = "editorial";
    public const string Delivery = "delivery";
}

/// <summary>Unique indexes whose violation means something to a client.</summary>
internal static class UniqueIndexes
{
    public const string Slug = "ux_item_slug";
    public const string SerialNumber = "ux_item_serial_number";
    public const string ItemId = "pk_item";
    public const string ApiKeyId = "PK_api_key";
    public const string IdempotencyKey = "pk_idempotent_answer";
    public const string AccountEmail = "ux_account_email";
    public const string AccountId = "pk_account";
    public const string ClientId = "PK_oidc_application";
}
