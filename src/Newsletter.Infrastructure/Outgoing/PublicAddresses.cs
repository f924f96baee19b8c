using System.Net;
using System.Net.Sockets;

namespace Newsletter.Infrastructure.Outgoing;

/// <summary>Tells addresses of the internet from those of private networks, of this machine, and of no machine (the IANA special-purpose registries), also where one hides in another.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork) return !Array.Exists(Special, network => network.Contains(address));
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return IsPublic(new IPAddress(bytes.AsSpan(12)));
        if (SixToFour.Contains(address)) return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        // ISATAP (RFC 5214) carries the other address at the end of any.
        if (bytes[8] is 0 or 2 && bytes.AsSpan(9, 3).SequenceEqual((ReadOnlySpan<byte>)[0, 0x5E, 0xFE])) return false;
        return address.ScopeId == 0 && Global.Contains(address) && !Array.Exists(Special, network => network.Contains(address));
    }
}
