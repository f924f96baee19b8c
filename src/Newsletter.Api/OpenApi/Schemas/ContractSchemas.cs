using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Schemas;

/// <summary>
/// Describes types by the JSON contract that the program reads and writes by, so that the documents cannot say anything else. Each document
/// has one family of schemas: delivery shows references as objects, management as ids.
/// </summary>
internal sealed class ContractSchemas : ISchemaGenerator
{
    public IOpenApiSchema GenerateSchema(Type modelType, SchemaRepository schemaRepository, MemberInfo? memberInfo = null, ParameterInfo? parameterInfo = null, ApiParameterRouteInfo? routeInfo = null) =>
        new SchemaWriter(schemaRepository).Of(modelType);
}
