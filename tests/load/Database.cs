#:package Npgsql.EntityFrameworkCore.PostgreSQL
#:property PublishAot=false
// Makes and drops a database on the server of NEWSLETTER_TEST_POSTGRES: dotnet run Database.cs create|drop NAME
using Npgsql;

await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("NEWSLETTER_TEST_POSTGRES"));
await connection.OpenAsync();
await using var command = new NpgsqlCommand(args[0] == "create" ? $"CREATE DATABASE \"{args[1]}\"" : $"DROP DATABASE IF EXISTS \"{args[1]}\" WITH (FORCE)", connection);
await command.ExecuteNonQueryAsync();
