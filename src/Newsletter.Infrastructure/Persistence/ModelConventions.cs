using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Newsletter.Application.Schedules;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Infrastructure.Persistence;

internal static class ModelConventions
{
    public static void Apply(ModelConfigurationBuilder conventions, IDatabaseEngine engine)
    {
        conventions.Properties<ItemId>().HaveConversion<ItemIdConverter>();
        conventions.Properties<ItemType>().HaveConversion<string>().HaveMaxLength(20);
        conventions.Properties<ItemStatus>().HaveConversion<string>().HaveMaxLength(20);
        conventions.Properties<ScheduleAction>().HaveConversion<string>().HaveMaxLength(20);
        conventions.Properties<ScheduleState>().HaveConversion<string>().HaveMaxLength(20);
        conventions.Properties<AvailabilityStatus>().HaveConversion<string>().HaveMaxLength(20);
        engine.Adapt(conventions);
    }

    private sealed class ItemIdConverter() : ValueConverter<ItemId, Guid>(id => id.Value, value => new ItemId(value));
}
