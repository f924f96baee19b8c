namespace Newsletter.Api.Http;

/// <summary>Marks an endpoint that answers whoever asks, at any time.</summary>
internal sealed record AsksNobody;
