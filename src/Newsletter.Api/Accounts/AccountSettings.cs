namespace Newsletter.Api.Accounts;

/// <summary>The accounts that this program keeps itself.</summary>
internal sealed class AccountSettings
{
    /// <summary>Whether people sign in here; false where the newsroom's own identity provider does it all.</summary>
    public bool Enabled { get; set; } = true;
}
