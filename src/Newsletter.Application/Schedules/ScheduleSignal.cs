namespace Newsletter.Application.Schedules;

/// <summary>Tells the worker of this process that something was scheduled. Other processes find it when they look the next time.</summary>
public sealed class ScheduleSignal : Signal;
