using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Newsletter.Api.Auth;

/// <summary>Combines the policies of an endpoint when it is asked for. To keep them the framework would make every endpoint a second time, before the first reader is let in.</summary>
internal sealed class PoliciesOnDemand(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override bool AllowsCachingPolicies => false;
}
