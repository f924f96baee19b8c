namespace Newsletter.Application.Delivery;

/// <summary>
/// Bytes in a stored document that are filled in or cut out on reading. JSON text escapes control characters, so they cannot be mistaken.
/// Reading is one pass that copies what lies between them.
/// </summary>
public static class Marks
{
    /// <summary>A reference: one byte of <see cref="Includes"/>, 32 hexadecimal digits of the id.</summary>
    public const byte Reference = 0x01;

    /// <summary>Begins what goes when a reference directly in it cannot be shown: 'e' removes the array's element, 'v' leaves null.</summary>
    public const byte Begin = 0x02;

    /// <summary>Ends what <see cref="Begin"/>, <see cref="BodySlot"/> or <see cref="Until"/> began.</summary>
    public const byte End = 0x03;

    /// <summary>The place of a body: its number, a colon, the member's name.</summary>
    public const byte BodySlot = 0x05;

    /// <summary>Where absolute addresses begin (PublicUrl).</summary>
    public const byte BaseUrl = 0x06;

    /// <summary>Where addresses of files begin.</summary>
    public const byte FileUrl = 0x08;

    /// <summary>Where addresses of this plane of the API begin.</summary>
    public const byte PlaneUrl = 0x0e;

    /// <summary>What holds before an instant only: 16 hexadecimal digits of UTC ticks, then the value; null afterwards.</summary>
    public const byte Until = 0x07;

    /// <summary>Begins what a format's column says from an instant on, instead of all before it: 16 hexadecimal digits of UTC ticks.</summary>
    public const byte From = 0x0f;

    /// <summary>Begins what a format's column says to who must not read of all that it names.</summary>
    public const byte Unnamed = 0x10;

    /// <summary>Parts the bodies in a format's column.</summary>
    public const byte BodySeparator = 0x1e;

    public const byte Element = (byte)'e';
    public const byte Value = (byte)'v';
}
