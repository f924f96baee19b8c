namespace Newsletter.UnitTests.Items;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData(ItemStatus.Draft, false, "submit,schedule,publish,takedown")]
    [InlineData(ItemStatus.InReview, false, "approve,reject,publish,takedown")]
    [InlineData(ItemStatus.InReview, true, "approve,reject,publish,unpublish,correct,takedown")]
    [InlineData(ItemStatus.Approved, false, "reject,schedule,publish,takedown")]
    [InlineData(ItemStatus.Approved, true, "reject,schedule,publish,unpublish,correct,takedown")]
    [InlineData(ItemStatus.Scheduled, false, "schedule,unschedule,publish,takedown")]
    [InlineData(ItemStatus.Scheduled, true, "schedule,unschedule,publish,unpublish,correct,takedown")]
    [InlineData(ItemStatus.Published, true, "submit,schedule,publish,unpublish,correct,takedown")]
    [InlineData(ItemStatus.Unpublished, false, "submit,schedule,publish,takedown")]
    [InlineData(ItemStatus.TakenDown, false, "reinstate")]
    public void Each_status_has_its_actions(ItemStatus from, bool isLive, string actions) => Assert.Equal(actions.Split(','), Workflow.Legal(from, isLive));

    [Theory]
    [InlineData(ItemStatus.Draft, WorkflowAction.Submit, ItemStatus.InReview)]
    [InlineData(ItemStatus.Draft, WorkflowAction.Schedule, ItemStatus.Scheduled)]
    [InlineData(ItemStatus.InReview, WorkflowAction.Approve, ItemStatus.Approved)]
    [InlineData(ItemStatus.InReview, WorkflowAction.Reject, ItemStatus.Draft)]
    [InlineData(ItemStatus.Scheduled, WorkflowAction.Schedule, ItemStatus.Scheduled)]
    [InlineData(ItemStatus.Scheduled, WorkflowAction.Unschedule, ItemStatus.Approved)]
    [InlineData(ItemStatus.Scheduled, WorkflowAction.Publish, ItemStatus.Published)]
    [InlineData(ItemStatus.Published, WorkflowAction.Unpublish, ItemStatus.Unpublished)]
    [InlineData(ItemStatus.Published, WorkflowAction.Correct, ItemStatus.Published)]
    [InlineData(ItemStatus.TakenDown, WorkflowAction.Reinstate, ItemStatus.Unpublished)]
    public void An_action_leads_to_a_status(ItemStatus from, WorkflowAction action, ItemStatus to) => Assert.Equal(to, Workflow.Next(from, action, from is ItemStatus.Published).Value);

    [Fact]
    public void What_is_impossible_says_what_is_possible()
    {
        var error = Workflow.Next(ItemStatus.Draft, WorkflowAction.Unschedule, false).Error!;
        Assert.Equal((ErrorKind.Conflict, "illegal_transition"), (error.Kind, error.Code));
        Assert.Equal(["submit", "schedule", "publish", "takedown"], Assert.Single(error.Issues).Allowed!);
    }
}
