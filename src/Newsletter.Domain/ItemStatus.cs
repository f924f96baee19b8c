namespace Newsletter.Domain;

/// <summary>Where an item stands in its life.</summary>
public enum ItemStatus { Draft, InReview, Approved, Scheduled, Published, Unpublished, TakenDown }
