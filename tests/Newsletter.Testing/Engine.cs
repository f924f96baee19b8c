namespace Newsletter.Testing;

/// <summary>The two database engines; the names are the values of <c>Database:Provider</c>.</summary>
public enum Engine { Sqlite, PostgreSql }
