namespace Newsletter.Infrastructure.Outgoing;

/// <summary>Whom the program asks for addresses that people wrote.</summary>
public sealed class OutgoingSettings
{
    /// <summary>Whether machines of private networks and this one are asked too; default false.</summary>
    public bool AllowPrivateNetworks { get; set; }
}
