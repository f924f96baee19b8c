using Newsletter.Api.Http;

namespace Newsletter.Api.Limits;

/// <summary>Says as what the requests of an operation are counted.</summary>
/// <param name="Name">One of <see cref="LimitNames"/>.</param>
internal sealed record LimitedAs(string Name);

/// <summary>The limits that operations can name. Those of delivery to management count by key or user, and by network for others; the last three by network alone.</summary>
internal static class LimitNames
{
    public const string Delivery = "delivery";
    public const string Files = "files";
    public const string Preview = "preview";
    public const string Management = "management";
    public const string SignIn = "sign-in";
    public const string Reset = "reset";
    public const string Subscribe = "subscribe";

    /// <summary>Counts requests under this name. What stands nearer to the operation wins over its group.</summary>
    public static TBuilder LimitedAs<TBuilder>(this TBuilder builder, string name) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new LimitedAs(name)).AllProduceProblems(400, 429, 503);
}
