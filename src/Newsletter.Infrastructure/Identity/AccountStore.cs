using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Newsletter.Application.Accounts;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Identity;

/// <summary>Keeps accounts beside everything else, in the same transactions.</summary>
internal sealed class AccountStore(EditorialDbContext db) : UserOnlyStore<Account, EditorialDbContext, Guid>(db);
