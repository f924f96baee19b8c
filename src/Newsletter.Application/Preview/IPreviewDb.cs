using Newsletter.Application.Delivery;

namespace Newsletter.Application.Preview;

/// <summary>What delivery would read if every working copy were published.</summary>
public interface IPreviewDb : IDeliveryDb
{
    /// <summary>From here on the working copies of others are not there at all.</summary>
    void KeepWorkToItsMaker(Guid maker);
}
