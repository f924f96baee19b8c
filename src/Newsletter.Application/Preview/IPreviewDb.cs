using Newsletter.Application.Delivery;

namespace Newsletter.Application.Preview;

/// <summary>What delivery would read if every working copy were published.</summary>
public interface IPreviewDb : IDeliveryDb;
